using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Benchmarks.CtcModels;

/// <summary>One model over one length of sound in a fresh process: the least of three runs after a first one.</summary>
internal static class CtcModelRun
{
    public const string Command = "ctc-model-run";
    private const int Runs = 3;
    private const int Listed = 20;

    /// <summary>Takes the model's folder and name, seconds, threads (0: as many as cores), and "time" or "profile".</summary>
    public static int Run(string[] arguments)
    {
        (string folder, FullSizeModel model, int seconds) = (arguments[0], FullSizeModel.Named(arguments[1]), int.Parse(arguments[2], CultureInfo.InvariantCulture));
        bool profile = arguments[4] == "profile";
        NativeRuntime.EnsureLoaded();
        using SessionOptions options = SessionPlan.Of(ExecutionProvider.Cpu, int.Parse(arguments[3], CultureInfo.InvariantCulture)).Create();
        options.ProfileOutputPathPrefix = Path.Combine(Path.GetTempPath(), $"{model.Name}-profile");
        // Only now: enabling takes the prefix that there is.
        options.EnableProfiling = profile;
        long start = Stopwatch.GetTimestamp();
        using var session = new InferenceSession(Path.Combine(folder, "ctc.onnx"), options);
        double load = Stopwatch.GetElapsedTime(start).TotalSeconds;

        long[] shape = model.Shape(seconds);
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (2 * random.NextSingle()) - 1)];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(values, shape);
        using RunOptions run = new();
        double least = double.MaxValue, leastWork = double.MaxValue;
        for (int i = 0; i <= Runs; i++)
        {
            start = Stopwatch.GetTimestamp();
            TimeSpan work = Environment.CpuUsage.TotalTime;
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, [model.Input], [input], ["logits"]);
            if (i == 0)
                continue;
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
            leastWork = Math.Min(leastWork, (Environment.CpuUsage.TotalTime - work).TotalSeconds);
        }

        double megabytes = new FileInfo(Path.Combine(folder, "ctc.data")).Length / 1e6;
        string precision = Path.GetFileName(folder)[(model.Name.Length + 1)..];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Name,-14}{precision,-6}{megabytes,6:0}{load,8:0.0}{seconds,9}{least,8:0.00}{seconds / least,10:0.0}x{leastWork,8:0.00}{PeakBytes() / 1e6,9:0}"));
        if (profile)
            Print(session.EndProfiling());
        return 0;
    }

    /// <summary>Milliseconds of a run by operator, the first and untypical run included.</summary>
    private static void Print(string file)
    {
        using JsonDocument events = JsonDocument.Parse(File.ReadAllBytes(file));
        IEnumerable<(string Operator, double Milliseconds)> kernels = events.RootElement.EnumerateArray()
            .Where(entry => entry.GetProperty("cat").GetString() == "Node" && entry.GetProperty("name").GetString()!.EndsWith("_kernel_time", StringComparison.Ordinal))
            .Select(entry => (entry.GetProperty("args").GetProperty("op_name").GetString()!, entry.GetProperty("dur").GetDouble() / 1000 / (Runs + 1)));
        foreach (IGrouping<string, (string Operator, double Milliseconds)> group in kernels.GroupBy(kernel => kernel.Operator).OrderByDescending(group => group.Sum(kernel => kernel.Milliseconds)).Take(Listed))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {group.Key,-28}{group.Count() / (Runs + 1),5}{group.Sum(kernel => kernel.Milliseconds),10:0.0} ms"));
        File.Delete(file);
    }

    /// <summary>The largest working set so far; .NET knows it on Windows only.</summary>
    private static double PeakBytes()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status))
            return Process.GetCurrentProcess().PeakWorkingSet64;
        string line = File.ReadLines(status).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
