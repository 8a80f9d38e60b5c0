using System.CommandLine;

namespace Speech.Sdk.Benchmarks;

/// <summary><c>ctc-beam</c>: the CTC beam search over made-up frames.</summary>
internal sealed class CtcBeamCommand : Command
{
    private readonly Option<string?> _folder = new("--folder") { Description = "Writes the inputs there, as raw floats, and the language model, for other engines to read.", HelpName = "FOLDER" };

    public CtcBeamCommand(TextWriter output)
        : base("ctc-beam", "Times the CTC beam search over 30 s of frames, on one thread.")
    {
        Options.Add(_folder);
        SetAction(parsed => CtcBeamRunner.Run(parsed.GetValue(_folder), output));
    }
}
