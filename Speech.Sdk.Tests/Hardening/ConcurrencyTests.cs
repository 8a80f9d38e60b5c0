using System.Collections.Concurrent;
using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Inference.Memory;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Whisper;
using Speech.Sdk.Transcripts;
using TemporaryFolder = Speech.Sdk.Tests.Export.TemporaryFolder;

namespace Speech.Sdk.Tests.Hardening;

/// <summary>
/// One recogniser, many callers who give up at any moment: each gets what it would get alone, and frees the keys and values of its windows, which are some MB each. What
/// ONNX Runtime, the C library and the process hold depends on how many calls met, so it is judged over many minutes by the soak (benchmarks/Soaks), not here.
/// </summary>
[TestFixture]
public sealed class ConcurrencyTests
{
    private const int Callers = 16;
    private const int CallsEach = 2;

    // Moments at which callers give up, as powers of two of what the quickest lone call takes: the earlier ones come before any call can have ended, and between
    // sixteen a call takes many times as long.
    private const double Earliest = -3, Latest = 4;

    private static readonly TranscriptionOptions[] Options =
    [
        new() { Language = "en" },
        new() { Language = "en", BatchSize = 1, WordTimestamps = true },
        new() { Language = "en", Decoding = new DecodingOptions { BeamSize = 2 } },
        new() { Timestamps = false, Window = EncoderWindow.Full },
    ];

    [Test]
    public async Task Recogniser_WithSixteenCallersWhoGiveUp_GivesEachItsOwnTextAndKeepsNoWindow()
    {
        using CountedMemory memory = new();
        using ISpeechRecognizer recognizer = new WhisperRecognizer(LoadedParts.Load(Repository.Path("models/whisper-base"), memory), "int8");
        string[] alone = new string[Options.Length];
        for (int i = 0; i < Options.Length; i++)
            alone[i] = Text(await recognizer.TranscribeAsync(Clip(), Options[i]));
        TimeSpan quickest = TimeSpan.MaxValue;
        foreach (TranscriptionOptions options in Options)
        {
            // What a first call compiles and reserves is no part of what a call takes.
            long start = Stopwatch.GetTimestamp();
            await recognizer.TranscribeAsync(Clip(), options);
            quickest = TimeSpan.FromTicks(Math.Min(quickest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        }

        int cancelled = await StormAsync(recognizer, Options, alone, quickest);

        Assert.That(cancelled, Is.InRange(Callers / 4, (Callers * CallsEach) - (Callers / 4)), "Calls that give up and calls that do not are both what this is about.");
        Assert.That(memory.Taken, Is.GreaterThan(Callers), "the test's own premise");
        Assert.That(memory.Held, Is.Zero);
    }

    // The other families, by tiny models: what a text is worth does not matter, that it is the same does.
    [TestCase("models/xls-r-digits", 2)]
    [TestCase("fixtures/kyutai/stt-trfs", 0)]
    public async Task OtherRecogniser_WithSixteenCallersWhoGiveUp_GivesEachItsOwnText(string checkpoint, int beams)
    {
        using TemporaryFolder folder = new();
        CheckpointExporter.Export(Shared.Path(checkpoint), folder.Combine("model"), new ExportOptions());
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(folder.Combine("model"));
        TranscriptionOptions[] options = [new(), beams > 0 ? new() { Decoding = new DecodingOptions { BeamSize = beams } } : new()];
        string[] alone = [Text(await recognizer.TranscribeAsync(Clip(), options[0])), Text(await recognizer.TranscribeAsync(Clip(), options[1]))];
        long start = Stopwatch.GetTimestamp();
        await recognizer.TranscribeAsync(Clip(), options[0]);
        TimeSpan quickest = Stopwatch.GetElapsedTime(start);

        int cancelled = await StormAsync(recognizer, options, alone, quickest);

        Assert.That(alone[0], Is.Not.Empty, "the test's own premise");
        Assert.That(cancelled, Is.InRange(1, (Callers * CallsEach) - 1), "Calls that give up and calls that do not are both what this is about.");
    }

    /// <summary>All callers at once; returns how many calls were cancelled.</summary>
    private static async Task<int> StormAsync(ISpeechRecognizer recognizer, TranscriptionOptions[] choices, string[] alone, TimeSpan loneCall)
    {
        ConcurrentBag<string> wrong = [];
        int cancelled = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            Random random = new(1000 + caller);
            for (int call = 0; call < CallsEach; call++)
            {
                int options = random.Next(choices.Length);
                using CancellationTokenSource giveUp = new();
                if (random.Next(2) == 0)
                    giveUp.CancelAfter(loneCall * Math.Pow(2, Earliest + ((Latest - Earliest) * random.NextDouble())));
                try
                {
                    string text = Text(await recognizer.TranscribeAsync(Clip(), choices[options], giveUp.Token));
                    if (text != alone[options])
                        wrong.Add(text);
                }
                catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
                {
                    Interlocked.Increment(ref cancelled);
                }
            }
        })));
        Assert.That(wrong, Is.Empty);
        return cancelled;
    }

    private static AudioSource Clip() => AudioSource.FromFile(Repository.Path("samples/printing.flac"));

    /// <summary>All that a caller sees of a transcript but the time that it took.</summary>
    private static string Text(Transcript transcript) => string.Join('\n', transcript.Segments.Select(segment =>
        $"{segment.Start} {segment.End} {segment.Text} {segment.AverageLogProbability:R} {string.Join(' ', segment.Words)}"));
}
