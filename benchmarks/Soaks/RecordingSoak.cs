using System.Diagnostics;
using System.Globalization;
using Speech.Sdk.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Benchmarks.Soaks;

/// <summary>A recording of many hours, made by repeating a clip, and how long calls like it take to stop.</summary>
internal sealed class RecordingSoak(ISpeechRecognizer recognizer, SampleSpeech speech, double hours, TextWriter output)
{
    private const int Cancellations = 10;

    private static readonly TimeSpan TimeToCancel = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(SoakLog log, CancellationToken cancellationToken)
    {
        Transcript transcript = await recognizer.TranscribeAsync(Repeated(hours), new TranscriptionOptions { Progress = log }, cancellationToken);
        Print($"the transcript has {transcript.Segments.Count} segments, {transcript.Segments.Sum(segment => segment.Tokens.Count)} tokens and {transcript.Text.Length} characters");
        await CancelAsync(cancellationToken);
    }

    private async Task CancelAsync(CancellationToken cancellationToken)
    {
        Random random = new(1);
        List<TimeSpan> taken = [];
        for (int run = 0; run < Cancellations; run++)
        {
            using CancellationTokenSource stop = new();
            Task call = recognizer.TranscribeAsync(Repeated(10), cancellationToken: stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(0.2 + (6 * random.NextDouble())), cancellationToken);
            long start = Stopwatch.GetTimestamp();
            stop.Cancel();
            try
            {
                await call;
            }
            catch (OperationCanceledException)
            {
                taken.Add(Stopwatch.GetElapsedTime(start));
            }
        }

        taken.Sort();
        string times = string.Join(", ", taken.Select(time => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)));
        Print($"cancelled {taken.Count} times: {times} ms; under {TimeToCancel.TotalMilliseconds:0} ms: {taken.Count(time => time < TimeToCancel)}");
    }

    private AudioSource Repeated(double length) => speech.Recording(length * 3600, "soak");

    private void Print(FormattableString line) => output.WriteLine(FormattableString.Invariant(line));
}
