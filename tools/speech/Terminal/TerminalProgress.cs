using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>A bar on standard error with the seconds of audio done, the speed and the time left; it vanishes before the result is printed.</summary>
internal sealed class TerminalProgress(TextWriter error) : IProgressDisplay
{
    public Task<T> RunAsync<T>(string name, Func<IProgress<TranscriptionProgress>?, Task<T>> work) =>
        AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(error) })
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new SpinnerColumn())
            .StartAsync(context => work(new Bar(context.AddTask(Markup.Escape(name)), name)));

    /// <summary>What stands beside the bar.</summary>
    internal static string Describe(string name, TranscriptionProgress progress, TimeSpan elapsed)
    {
        string left = TimeLeft.Estimate(progress, elapsed) is { } time ? $"  {TimeLeft.Describe(time)}" : "";
        double speed = elapsed > TimeSpan.Zero ? progress.Position / elapsed : 0;
        string of = progress.Duration is { } duration ? string.Create(CultureInfo.InvariantCulture, $" / {duration.TotalSeconds:0.0}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{name}  {progress.Position.TotalSeconds:0.0}{of} s  {speed:0.0}×{left}");
    }

    // Progress<T> would deliver reports out of order.
    private sealed class Bar(ProgressTask task, string name) : IProgress<TranscriptionProgress>
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public void Report(TranscriptionProgress value)
        {
            task.IsIndeterminate = value.Duration is null;
            task.MaxValue = Math.Max((value.Duration ?? value.Position).TotalSeconds, 0.001);
            task.Value = value.Position.TotalSeconds;
            task.Description = Markup.Escape(Describe(name, value, _watch.Elapsed));
        }
    }
}
