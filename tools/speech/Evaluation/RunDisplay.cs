using System.Diagnostics;
using System.Globalization;
using Speech.Cli.Terminal;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Evaluation.Runs;

namespace Speech.Cli.Evaluation;

/// <summary>
/// Shows how far a run has come: a line with a bar that is written over where standard error is a terminal, a note every minute where it is a log.
/// Failed clips and warnings are told as they come.
/// </summary>
internal sealed class RunDisplay(CliEnvironment environment, ErrorLines errors, string run, bool quiet) : IProgress<EvaluationProgress>, IDisposable
{
    private const int BarLength = 24;
    private static readonly TimeSpan Redraw = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly StatusLine _line = new(environment.Error, environment.ErrorWidth);
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();

    public void Report(EvaluationProgress value)
    {
        lock (_lock)
        {
            if (value.Latest is { } result)
                Tell(result);
            if (quiet || _sinceShown.Elapsed < (environment.ErrorIsTerminal ? Redraw : LogInterval))
                return;
            _sinceShown.Restart();
            if (environment.ErrorIsTerminal)
                _line.Show(Describe(run, value, bar: true));
            else
                environment.Error.WriteLine($"note: {Describe(run, value, bar: false)}");
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _line.Erase();
    }

    /// <summary>What the line says.</summary>
    internal static string Describe(string run, EvaluationProgress progress, bool bar)
    {
        int filled = BarLength * progress.Done / Math.Max(1, progress.Clips);
        string drawn = bar ? $"  [{new string('#', filled)}{new string('-', BarLength - filled)}]" : "";
        string failed = progress.Failed > 0 ? $", {progress.Failed} failed" : "";
        string speed = progress.Heard > TimeSpan.Zero && progress.Elapsed > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"  {progress.Heard / progress.Elapsed:0.0}×") : "";
        string left = Estimate(progress) is { } time ? $"  {TimeLeft.Describe(time)}" : "";
        return $"{run}{drawn}  {progress.Done} of {progress.Clips} clips{failed}{speed}{left}";
    }

    /// <summary>By the audio that is left where the list tells lengths, else by the clips, as if all were of one length.</summary>
    private static TimeSpan? Estimate(EvaluationProgress progress) => progress.Left is { } audio
        ? TimeLeft.Estimate(progress.Heard.TotalSeconds, (progress.Heard + audio).TotalSeconds, progress.Elapsed)
        : TimeLeft.Estimate(progress.Done - progress.Before, progress.Clips - progress.Before, progress.Elapsed);

    private void Tell(ClipResult result)
    {
        if (result.Error is null && result.Warnings.Count == 0)
            return;
        _line.Erase();
        if (result.Error is { } error)
            errors.Add($"{run}: {result.Clip.Id}: {error}");
        foreach (string warning in result.Warnings)
            environment.Error.WriteLine($"warning: {run}: {result.Clip.Id}: {warning}");
    }
}
