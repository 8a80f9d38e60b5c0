using System.CommandLine;
using System.Globalization;
using Speech.Sdk.Benchmarks.FullSize;

namespace Speech.Sdk.Benchmarks.KyutaiModels;

/// <summary>
/// <c>kyutai-models</c>: full-size Kyutai models with random weights: how long a step of some streams takes, and how much memory, each precision in a process of its own.
/// </summary>
internal sealed class KyutaiModelsCommand : Command
{
    private readonly Option<string[]> _models = CommaList.Names("--models", "Models.", [.. FullSizeKyutai.All.Select(model => model.Name)], FullSizeKyutai.All[0].Name);
    private readonly Option<string[]> _precisions = CommaList.Names("--precisions", "What they are exported in.", ["fp32", "fp16", "int8", "int4"], "fp32", "int8", "int4");
    private readonly Option<int[]> _streams = CommaList.Numbers("--streams", "Streams that step together.", 1, 4, 16);
    private readonly Option<int> _threads = new("--threads") { Description = "Threads of a step; 0: the physical cores." };
    private readonly Option<int?> _blockSize = new("--block-size") { Description = "Weights that share a scale. [default: as the precision has it]" };
    private readonly Option<string?> _folder = new("--folder") { Description = "Keeps the models there for the next time.", HelpName = "FOLDER" };

    public KyutaiModelsCommand(TextWriter output)
        : base("kyutai-models", "Times the steps of full-size Kyutai models with random weights, for streams whose windows are full.")
    {
        foreach (Option option in (Option[])[_models, _precisions, _streams, _threads, _blockSize, _folder])
            Options.Add(option);
        SetAction(parsed => Run(parsed, output));
    }

    private int Run(ParseResult parsed, TextWriter output)
    {
        using ExportedModels models = new(parsed.GetValue(_folder));
        string streams = string.Join(',', parsed.GetRequiredValue(_streams)), threads = parsed.GetValue(_threads).ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"{"model",-14}{"",-6}{"MB",7}{"load s",8}{"loaded MB",10}{"streams",9}{"step ms",10}{"least",9}{"CPU ms",9}{"codec",9}{"CPU ms",9}{"per core",10}{"peak MB",9}");
        foreach (FullSizeKyutai model in parsed.GetRequiredValue(_models).Select(FullSizeKyutai.Named))
        {
            foreach (string precision in parsed.GetRequiredValue(_precisions))
                OwnProcess.Run([KyutaiModelRun.Command, models.Folder(model.Name, precision, model.Write, parsed.GetValue(_blockSize)), model.Name, streams, threads], output.WriteLine);
        }

        return 0;
    }
}
