using System.Globalization;
using Speech.Cli.Inputs;
using Speech.Sdk;

namespace Speech.Cli.Output;

/// <summary>Diarization's usual format (NIST, Rich Transcription): a line a stretch, the file's name without folder and extension in it.</summary>
internal sealed class RttmTable : IResultTable<Classification>
{
    /// <exception cref="InvalidOptionException">The model does not say when a label is active.</exception>
    public void Write(TextWriter output, InputFile input, Classification result, bool first, bool alone)
    {
        if (result.Frames is null)
            throw new InvalidOptionException($"--format rttm was given, but {result.Model} classifies whole recordings; RTTM takes a model that classifies frames.");
        string name = Word(input.IsStandardInput ? "stdin" : Path.GetFileNameWithoutExtension(input.Name));
        foreach (LabelActivity activity in result.Activities)
            output.WriteLine($"SPEAKER {name} 1 {Cells.Seconds(activity.Start)} {Cells.Seconds(activity.End - activity.Start)} <NA> <NA> {Word(activity.Label)} {Confidence(activity)} <NA>");
    }

    private static string Confidence(LabelActivity activity) => activity.Probability.ToString("0.000", CultureInfo.InvariantCulture);

    // Fields end at white space, and one of nothing is none: a file may be called ".wav".
    private static string Word(string text) => text.Length == 0 ? "_" : string.Concat(text.Select(letter => char.IsWhiteSpace(letter) ? '_' : letter));
}
