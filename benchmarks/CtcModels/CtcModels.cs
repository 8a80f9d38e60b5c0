using Speech.Sdk.Export;

namespace Speech.Sdk.Benchmarks;

/// <summary>
/// The encoders of full-size CTC models with random weights: how long loading and a run take, and how much memory, each in a process of
/// its own. Features and decoding are left out.
/// </summary>
internal static class CtcModels
{
    private static readonly string[] Options = ["--models", "--precisions", "--seconds", "--folder", "--threads", "--profile"];

    /// <summary>
    /// Runs <c>ctc-models [--models xls-r-300m,w2v-bert-2.0] [--precisions fp32,int8] [--seconds 5,10,30] [--threads 2] [--folder FOLDER] [--profile yes]</c>.
    /// A folder keeps the exported models for the next time; without one they are removed.
    /// </summary>
    public static int Run(string[] arguments)
    {
        Dictionary<string, string> given = arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new ArgumentException($"{pair[0]} lacks its value."));
        if (given.Keys.Except(Options).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"{unknown} is no option of ctc-models; expected {string.Join(", ", Options)}.");
        string[] names = given.GetValueOrDefault("--models", $"{FullSizeModel.XlsR.Name},{FullSizeModel.Wav2Vec2Bert.Name}").Split(',');
        string folder = given.GetValueOrDefault("--folder") ?? Directory.CreateTempSubdirectory("ctc-models-").FullName;
        try
        {
            Console.WriteLine($"{"model",-14}{"",-6}{"MB",6}{"load s",8}{"audio s",9}{"run s",8}{"real time",11}{"CPU s",8}{"peak MB",9}");
            foreach (string name in names)
            {
                foreach (string precision in given.GetValueOrDefault("--precisions", "fp32,int8").Split(','))
                {
                    string exported = Export(folder, CtcModelRun.Model(name), precision);
                    foreach (string seconds in given.GetValueOrDefault("--seconds", "5,10,30").Split(','))
                        OwnProcess.Run([CtcModelRun.Command, exported, name, seconds, given.GetValueOrDefault("--threads", "0"), given.ContainsKey("--profile") ? "profile" : "time"], Console.WriteLine);
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

    private static string Export(string folder, FullSizeModel model, string precision)
    {
        string exported = Path.Combine(folder, $"{model.Name}-{precision}");
        if (Directory.Exists(exported))
            return exported;
        string checkpoint = Path.Combine(folder, model.Name);
        if (!Directory.Exists(checkpoint))
            model.Checkpoint().Write(checkpoint);
        ExportOptions options = ExportOptions.For(Enum.Parse<ExportPrecision>(precision, ignoreCase: true));
        CheckpointExporter.Export(checkpoint, exported, options);
        return exported;
    }
}
