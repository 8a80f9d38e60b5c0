using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Benchmarks.Tables;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Benchmarks.Profiling;

/// <summary>Where the time of a graph's run goes.</summary>
/// <param name="Operators">What took most, first.</param>
/// <param name="Milliseconds">A run by the clock, the median, with the profiler at work.</param>
/// <param name="Runs">How many runs there were.</param>
internal sealed record GraphProfile(IReadOnlyList<OperatorTime> Operators, double Milliseconds, int Runs)
{
    private const int WarmUps = 3;

    /// <summary>Runs a graph on the processor again and again over the same tensors.</summary>
    /// <param name="path">The graph.</param>
    /// <param name="threads">Threads of a run.</param>
    /// <param name="use">What the recogniser loads it for.</param>
    /// <param name="runs">How many runs count.</param>
    /// <param name="byNode">Whether every node stands for itself.</param>
    /// <param name="inputs">Makes the inputs.</param>
    /// <param name="written">What another graph wrote.</param>
    /// <exception cref="SpeechException">ONNX Runtime cannot load the graph or run it over these inputs.</exception>
    public static GraphProfile Of(string path, int threads, SessionUse use, int runs, bool byNode, GraphInputs inputs, IReadOnlyDictionary<string, OrtValue> written)
    {
        NativeRuntime.EnsureLoaded();
        using SessionOptions options = SessionPlan.Of(ExecutionProvider.Cpu, threads, use).Create();
        string folder = Directory.CreateTempSubdirectory("speech-profile-").FullName;
        options.ProfileOutputPathPrefix = Path.Combine(folder, "profile");
        // Only now: enabling takes the prefix that there is.
        options.EnableProfiling = true;
        try
        {
            using InferenceSession graph = new(path, options);
            double[] milliseconds = Run(graph, WarmUps + runs, inputs.For(graph, written));
            using FileStream log = File.OpenRead(graph.EndProfiling());
            IReadOnlyList<OperatorTime> operators = ProfilerLog.Read(log, WarmUps, byNode, out int counted);
            return new GraphProfile(operators, Numbers.Median(milliseconds.Skip(WarmUps)), counted);
        }
        catch (OnnxRuntimeException e)
        {
            throw new SpeechException($"{path} cannot be run with these options; try other --windows and --beams. ONNX Runtime says: {OneLine.Of(e)}", e);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The operators as a table.</summary>
    /// <param name="title">What was run.</param>
    /// <param name="most">How many rows at most; what is left is one row more.</param>
    public Table ToTable(string title, int most)
    {
        double all = Operators.Sum(time => time.Milliseconds);
        OperatorTime[] rest = [.. Operators.Skip(most)];
        IEnumerable<OperatorTime> rows = rest.Length == 0
            ? Operators
            : Operators.Take(most).Append(new OperatorTime($"{rest.Length} others", rest.Sum(time => time.Calls), rest.Sum(time => time.Milliseconds)));
        rows = rows.Append(new OperatorTime("all", Operators.Sum(time => time.Calls), all));
        return new Table(
            FormattableString.Invariant($"{title}: {Milliseconds:0.00} ms a run by the clock, median of {Runs} runs with the profiler at work"),
            ["operator", "calls", "ms", "share %"],
            [.. rows.Select(time => (string[])[time.Name, Numbers.Text(time.Calls, "0"), Numbers.Text(time.Milliseconds, "0.000"), Numbers.Percent(time.Milliseconds / all)])]);
    }

    private static double[] Run(InferenceSession graph, int times, Dictionary<string, OrtValue> inputs)
    {
        using RunOptions run = new();
        using OrtIoBinding binding = graph.CreateIoBinding();
        foreach ((string name, OrtValue value) in inputs)
            binding.BindInput(name, value);
        // Caches are appended to in place.
        Dictionary<string, OrtValue> appended = inputs.Where(input => input.Key.Contains('_')).ToDictionary(input => InPlaceOutput.Of(input.Key), input => input.Value);
        foreach (string output in graph.OutputMetadata.Keys)
        {
            if (appended.TryGetValue(output, out OrtValue? cache))
                binding.BindOutput(output, cache);
            else
                binding.BindOutputToDevice(output, OrtMemoryInfo.DefaultInstance);
        }

        double[] milliseconds = new double[times];
        foreach (ref double taken in milliseconds.AsSpan())
        {
            long start = Stopwatch.GetTimestamp();
            graph.RunWithBinding(run, binding);
            taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return milliseconds;
    }
}
