using System.CommandLine;
using System.Globalization;
using Speech.Sdk.Benchmarks.FullSize;

namespace Speech.Sdk.Benchmarks.CtcModels;

/// <summary>
/// <c>ctc-models</c>: the encoders of full-size CTC models with random weights: how long loading and a run take, and how much memory, each in a process of
/// its own. Features and decoding are left out.
/// </summary>
internal sealed class CtcModelsCommand : Command
{
    private readonly Option<string[]> _models = CommaList.Names("--models", "Models.", [.. FullSizeModel.All.Select(model => model.Name)], [.. FullSizeModel.All.Select(model => model.Name)]);
    private readonly Option<string[]> _precisions = CommaList.Names("--precisions", "What they are exported in.", ["fp32", "fp16", "int8"], "fp32", "int8");
    private readonly Option<int[]> _seconds = CommaList.Numbers("--seconds", "Seconds of sound.", 5, 10, 30);
    private readonly Option<int> _threads = new("--threads") { Description = "Threads of a run; 0: the physical cores." };
    private readonly Option<string?> _folder = new("--folder") { Description = "Keeps the models there for the next time.", HelpName = "FOLDER" };
    private readonly Option<bool> _profile = new("--profile") { Description = "Tells the operators too." };

    public CtcModelsCommand(TextWriter output)
        : base("ctc-models", "Times the encoders of full-size CTC models with random weights.")
    {
        foreach (Option option in (Option[])[_models, _precisions, _seconds, _threads, _folder, _profile])
            Options.Add(option);
        SetAction(parsed => Run(parsed, output));
    }

    private int Run(ParseResult parsed, TextWriter output)
    {
        using ExportedModels models = new(parsed.GetValue(_folder));
        output.WriteLine($"{"model",-14}{"",-6}{"MB",6}{"load s",8}{"audio s",9}{"run s",8}{"real time",11}{"CPU s",8}{"peak MB",9}");
        foreach (FullSizeModel model in parsed.GetRequiredValue(_models).Select(FullSizeModel.Named))
        {
            foreach (string precision in parsed.GetRequiredValue(_precisions))
            {
                string folder = models.Folder(model.Name, precision, checkpoint => model.Checkpoint().Write(checkpoint));
                foreach (int seconds in parsed.GetRequiredValue(_seconds))
                {
                    string[] point = [seconds.ToString(CultureInfo.InvariantCulture), parsed.GetValue(_threads).ToString(CultureInfo.InvariantCulture), parsed.GetValue(_profile) ? "profile" : "time"];
                    OwnProcess.Run([CtcModelRun.Command, folder, model.Name, .. point], output.WriteLine);
                }
            }
        }

        return 0;
    }
}
