using System.Diagnostics;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Benchmarks.Comparison;

/// <summary>
/// Runs engines in rounds, in each round one after the other over the same clips, so that whatever else the machine does meets all of them.
/// The first round's texts are scored.
/// </summary>
internal sealed class ComparisonRun(ComparisonSettings settings, Action<string> note)
{
    private const int ShownErrorLines = 5;

    private readonly Dictionary<(Engine, string Clip), string> _texts = [];
    private readonly Dictionary<Engine, HashSet<string>> _unsteady = [];
    private readonly List<Measurement> _measurements = [];

    /// <exception cref="InvalidOptionException">A setting is out of range.</exception>
    /// <exception cref="SpeechException">An engine cannot be run, fails, or does not write what it should.</exception>
    public async Task<ComparisonResult> RunAsync(CancellationToken cancellationToken = default)
    {
        settings.Validate();
        for (int round = 1 - settings.WarmUps; round <= settings.Rounds; round++)
        {
            foreach (Workload workload in settings.Workloads)
            {
                foreach (Engine engine in settings.Engines)
                {
                    ProcessCost cost = await MeasureAsync(engine, workload, cancellationToken).ConfigureAwait(false);
                    _measurements.Add(new Measurement(round, engine, workload, cost));
                    note(FormattableString.Invariant($"{(round < 1 ? "warm-up" : $"round {round}")}, {workload.Title}, {engine.Name}: {cost.Wall.TotalSeconds:0.00} s"));
                }
            }
        }

        RunResults[] runs = [.. settings.Engines.Select(engine => new RunResults(new RunInfo { Name = engine.Name }, [.. Results(engine)], Wall: null))];
        EvaluationReport report = EvaluationReport.Create(runs, new ScoringOptions { Normalizer = settings.Normalizer, Draws = 0 }, cancellation: cancellationToken);
        return new ComparisonResult(settings, _measurements, report, settings.Engines.ToDictionary(engine => engine, engine => _unsteady.GetValueOrDefault(engine)?.Count ?? 0));
    }

    private async Task<ProcessCost> MeasureAsync(Engine engine, Workload workload, CancellationToken cancellationToken)
    {
        ProcessCost? sum = null;
        foreach (IReadOnlyList<EvaluationClip> clips in workload.Processes(engine.TakesMany && !settings.EachAlone))
        {
            ProcessStartInfo command = engine.Command([.. clips.Select(clip => Path.GetFullPath(clip.AudioPath!))], workload.Language, settings.Threads);
            MeasuredProcess process = await MeasuredProcess.RunAsync(command, cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw Failed(engine, command, process);
            Keep(engine, EngineTexts.Read(engine, process.Output, clips));
            sum = sum?.Then(process.Cost) ?? process.Cost;
        }

        return sum!.Value;
    }

    private void Keep(Engine engine, IReadOnlyDictionary<string, string> texts)
    {
        foreach ((string clip, string text) in texts)
        {
            if (!_texts.TryAdd((engine, clip), text) && _texts[(engine, clip)] != text)
                (_unsteady.TryGetValue(engine, out HashSet<string>? clips) ? clips : _unsteady[engine] = []).Add(clip);
        }
    }

    private IEnumerable<ClipResult> Results(Engine engine) =>
        settings.Workloads.SelectMany(workload => workload.Clips).Select(clip => new ClipResult { Clip = clip, Hypothesis = _texts[(engine, clip.Id)] });

    private static SpeechException Failed(Engine engine, ProcessStartInfo command, MeasuredProcess process)
    {
        string[] lines = process.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string said = lines.Length == 0 ? "It wrote nothing to standard error." : $"It said: {string.Join(" / ", lines.TakeLast(ShownErrorLines))}";
        return new SpeechException($"Engine '{engine.Name}' ended with exit code {process.ExitCode}; expected 0. The command: {command.FileName} {string.Join(' ', command.ArgumentList)}. {said}");
    }
}
