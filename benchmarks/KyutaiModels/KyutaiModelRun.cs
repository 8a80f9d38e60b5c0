using System.Diagnostics;
using System.Globalization;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Codec;
using Speech.Sdk.Models.KyutaiStt.TextModel;

namespace Speech.Sdk.Benchmarks.KyutaiModels;

/// <summary>One exported model in a fresh process: steps of the text model for a number of streams whose windows are full, and of the codec.</summary>
internal static class KyutaiModelRun
{
    public const string Command = "kyutai-model-run";
    private const double FrameMilliseconds = 80;
    private const int Steps = 12;
    private const int Codebooks = 32;
    private const long Position = 10_000;

    /// <summary>Takes the model's folder and name, streams separated by commas, and threads (0: as many as cores).</summary>
    public static int Run(string[] arguments)
    {
        (string folder, string name) = (arguments[0], arguments[1]);
        int threads = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        using OrtSession codecGraph = OrtSession.Load(Path.Combine(folder, "codec-step.onnx"), ExecutionProvider.Cpu, threads);
        long start = Stopwatch.GetTimestamp();
        using OrtSession graph = OrtSession.Load(Path.Combine(folder, "text-step.onnx"), ExecutionProvider.Cpu, threads);
        double load = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double megabytes = new FileInfo(Path.Combine(folder, "text-step.data")).Length / 1e6;
        double loaded = Memory("VmRSS:");
        foreach (int streams in arguments[2].Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture)))
        {
            (double median, double least, double work) = TimeText(graph, streams);
            (double codec, _, double codecWork) = TimeCodec(codecGraph, streams);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-14}{Path.GetFileName(folder)[(name.Length + 1)..],-6}{megabytes,7:0}{load,8:0.0}{loaded,10:0}{streams,9}{median,10:0.0}{least,9:0.0}{work,9:0.0}{codec,9:0.0}{codecWork,9:0.0}{streams * FrameMilliseconds / (work + codecWork),10:0.0}{Memory("VmHWM:"),9:0}"));
        }

        return 0;
    }

    private static (double Median, double Least, double Work) TimeText(OrtSession graph, int streams)
    {
        using TextSteps steps = new(graph, FullSizeKyutai.Theta);
        for (int row = 0; row < streams; row++)
        {
            steps.Add();
            Fill(steps, row);
        }

        var random = new Random(1);
        return Time(() =>
        {
            for (int row = 0; row < streams; row++)
                steps.Feed(row, random.Next(4000), [.. Enumerable.Range(0, Codebooks).Select(_ => (long)random.Next(2048))]);
            steps.Step(CancellationToken.None);
        });
    }

    private static (double Median, double Least, double Work) TimeCodec(OrtSession graph, int streams)
    {
        using FrameEncoder encoder = new(graph);
        for (int row = 0; row < streams; row++)
            encoder.Add();
        var random = new Random(1);
        bool[] all = [.. Enumerable.Repeat(true, streams)];
        return Time(() =>
        {
            for (int row = 0; row < streams; row++)
            {
                foreach (ref float sample in encoder.Audio(row))
                    sample = random.NextSingle() - 0.5f;
            }

            encoder.Step(all, CancellationToken.None);
        });
    }

    /// <summary>Milliseconds of a step: the median and the least by the clock, and the median of the processor's time.</summary>
    private static (double Median, double Least, double Work) Time(Action run)
    {
        List<double> times = [], work = [];
        for (int step = 0; step < Steps; step++)
        {
            (long start, TimeSpan before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            work.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        // The first ones reserve memory.
        double[] sorted = [.. times.Skip(2).Order()];
        return (sorted[sorted.Length / 2], sorted[0], work.Skip(2).Order().ElementAt(sorted.Length / 2));
    }

    private static void Fill(TextSteps steps, int row)
    {
        using MemoryStream saved = new();
        using BinaryWriter writer = new(saved);
        steps.Save(row, writer);
        // Behind the position there are the token, its score, and the pauses.
        int position = (int)saved.Length - ((2 + steps.PauseHeads) * sizeof(int)) - sizeof(long);
        using BinaryReader reader = new(new FilledState(saved.ToArray(), position, Position));
        steps.Restore(row, reader);
    }

    /// <summary>Megabytes that Linux has for a field of the process' status; 0 elsewhere.</summary>
    private static double Memory(string field)
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status))
            return 0;
        string line = File.ReadLines(status).First(text => text.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
