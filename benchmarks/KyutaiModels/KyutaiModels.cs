using Speech.Sdk.Export;

namespace Speech.Sdk.Benchmarks;

/// <summary>Full-size Kyutai language models with random weights: how long a step of some streams takes, and how much memory, each precision in a process of its own.</summary>
internal static class KyutaiModels
{
    private static readonly string[] Options = ["--models", "--precisions", "--streams", "--folder", "--threads", "--block-size"];

    /// <summary>
    /// Runs <c>kyutai-models [--models stt-1b-en_fr,stt-2.6b-en] [--precisions int8,int4] [--streams 1,4,16] [--threads 2] [--block-size 32] [--folder FOLDER]</c>.
    /// A folder keeps the exported models for the next time; without one they are removed.
    /// </summary>
    public static int Run(string[] arguments)
    {
        Dictionary<string, string> given = arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new ArgumentException($"{pair[0]} lacks its value."));
        if (given.Keys.Except(Options).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"{unknown} is no option of kyutai-models; expected {string.Join(", ", Options)}.");
        string folder = given.GetValueOrDefault("--folder") ?? Directory.CreateTempSubdirectory("kyutai-models-").FullName;
        try
        {
            Console.WriteLine($"{"model",-14}{"",-6}{"MB",7}{"load s",8}{"loaded MB",10}{"streams",9}{"step ms",10}{"least",9}{"CPU ms",9}{"codec",9}{"CPU ms",9}{"per core",10}{"peak MB",9}");
            foreach (string name in given.GetValueOrDefault("--models", FullSizeKyutai.All[0].Name).Split(','))
            {
                foreach (string precision in given.GetValueOrDefault("--precisions", "fp32,int8,int4").Split(','))
                {
                    string exported = Export(folder, FullSizeKyutai.Named(name), precision, given.GetValueOrDefault("--block-size"));
                    OwnProcess.Run([KyutaiModelRun.Command, exported, name, given.GetValueOrDefault("--streams", "1,4,16"), given.GetValueOrDefault("--threads", "0")], Console.WriteLine);
                }
            }
        }
        finally
        {
            if (!given.ContainsKey("--folder"))
                Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static string Export(string folder, FullSizeKyutai model, string precision, string? blockSize)
    {
        string exported = Path.Combine(folder, $"{model.Name}-{precision}{blockSize}");
        if (Directory.Exists(exported))
            return exported;
        string checkpoint = Path.Combine(folder, model.Name);
        if (!Directory.Exists(checkpoint))
            model.Write(checkpoint);
        ExportOptions options = ExportOptions.For(Enum.Parse<ExportPrecision>(precision, ignoreCase: true));
        CheckpointExporter.Export(checkpoint, exported, blockSize is null ? options : options with { BlockSize = int.Parse(blockSize) });
        return exported;
    }
}
