using System.Diagnostics;
using System.Globalization;
using Speech.Sdk.Audio;
using Speech.Sdk.Models;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Benchmarks;

/// <summary>
/// A recording of many hours, made by repeating a clip: whether memory stays on a plateau, and how long a call takes to stop.
/// </summary>
internal sealed class Soak(ISpeechRecognizer recognizer, SampleSpeech speech, double hours)
{
    private const int Cancellations = 10;

    /// <summary>How far memory may rise above the median of the second quarter.</summary>
    public const double Tolerance = 1.1;

    private static readonly TimeSpan TimeToCancel = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs <c>soak [--live] [--hours H] [--file FILE] [--model NAME]</c>; 1 where memory has no plateau.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        bool isLive = arguments.Contains("--live");
        Dictionary<string, string> given = arguments.Where(argument => argument != "--live").Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new ArgumentException($"{pair[0]} lacks its value."));
        if (given.Keys.Except(["--hours", "--file", "--model"]).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"{unknown} is no option of soak; expected --live, --hours, --file or --model.");
        double hours = double.Parse(given.GetValueOrDefault("--hours", "10"), CultureInfo.InvariantCulture);
        SampleSpeech speech = given.TryGetValue("--file", out string? file) ? SampleSpeech.OfFiles([file]) : SampleSpeech.OfRepository();
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(given.GetValueOrDefault("--model", "whisper-base"));
        Print($"{recognizer.Info.Model} ({recognizer.Info.Precision}) on {recognizer.Info.ExecutionProvider}, {Environment.ProcessorCount} cores, {hours} h of a clip of {speech.ClipSeconds:0.0} s");
        Print($"{"audio",10} {"real time",10} {"working set",12} {"managed",10}");
        return isLive ? await new LiveSoak(recognizer, speech, hours).RunAsync() : await new Soak(recognizer, speech, hours).RunAsync();
    }

    private async Task<int> RunAsync()
    {
        SoakLog log = new();
        Transcript transcript = await recognizer.TranscribeAsync(Repeated(hours), new TranscriptionOptions { Progress = log });
        Print($"the transcript has {transcript.Segments.Count} segments, {transcript.Segments.Sum(segment => segment.Tokens.Count)} tokens and {transcript.Text.Length} characters");
        bool plateau = log.TryJudge(TimeSpan.FromHours(hours), Tolerance, out string verdict);
        Print(verdict);
        await CancelAsync();
        return plateau ? 0 : 1;
    }

    private async Task CancelAsync()
    {
        Random random = new(1);
        List<TimeSpan> taken = [];
        for (int run = 0; run < Cancellations; run++)
        {
            using CancellationTokenSource stop = new();
            Task call = recognizer.TranscribeAsync(Repeated(10), cancellationToken: stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(0.2 + (6 * random.NextDouble())));
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
        Print($"cancelled {taken.Count} times: {string.Join(", ", taken.Select(time => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)))} ms; "
            + $"under {TimeToCancel.TotalMilliseconds:0} ms: {taken.Count(time => time < TimeToCancel)}");
    }

    private AudioSource Repeated(double length) => speech.Recording(length * 3600, "soak");

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    private static void Print(string line) => Console.WriteLine(line);
}
