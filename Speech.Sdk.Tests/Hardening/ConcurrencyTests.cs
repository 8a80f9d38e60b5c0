using System.Collections.Concurrent;
using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Hardening;

/// <summary>One recogniser, many callers who give up at any moment: each gets what it would get alone, and nothing is left behind.</summary>
[TestFixture]
public sealed class ConcurrencyTests
{
    private const int Callers = 16;
    private const int CallsEach = 2;

    // Memory that pools and ONNX Runtime's arenas keep; a leak of a call's windows and caches would be some MB for each of the cancelled calls.
    private const long GrowthAllowed = 96 << 20;

    private static readonly TranscriptionOptions[] Options =
    [
        new() { Language = "en" },
        new() { Language = "en", BatchSize = 1, WordTimestamps = true },
        new() { Language = "en", Decoding = new DecodingOptions { BeamSize = 2 } },
        new() { Timestamps = false, Window = EncoderWindow.Full },
    ];

    [Test]
    public async Task Recogniser_WithSixteenCallersWhoGiveUp_GivesEachItsOwnText()
    {
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync("whisper-base");
        string[] alone = new string[Options.Length];
        for (int i = 0; i < Options.Length; i++)
            alone[i] = Text(await recognizer.TranscribeAsync(Clip(), Options[i]));

        // The first ones bring ONNX Runtime's arenas to the size that so many callers need.
        int cancelled = await StormAsync(recognizer, alone, seed: 1) + await StormAsync(recognizer, alone, seed: 2);
        long before = Settled();
        cancelled += await StormAsync(recognizer, alone, seed: 3);
        long growth = Settled() - before;

        Assert.That(cancelled, Is.InRange(Callers / 4, (3 * Callers * CallsEach) - Callers), "Calls that give up and calls that do not are both what this is about.");
        Assert.That(growth, Is.LessThan(GrowthAllowed));
    }

    /// <summary>All callers at once; returns how many calls were cancelled.</summary>
    private static async Task<int> StormAsync(ISpeechRecognizer recognizer, string[] alone, int seed)
    {
        ConcurrentBag<string> wrong = [];
        int cancelled = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            Random random = new((1000 * seed) + caller);
            for (int call = 0; call < CallsEach; call++)
            {
                int options = random.Next(Options.Length);
                using CancellationTokenSource giveUp = new();
                if (random.Next(2) == 0)
                    giveUp.CancelAfter(random.Next(1, 4000));
                try
                {
                    string text = Text(await recognizer.TranscribeAsync(Clip(), Options[options], giveUp.Token));
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

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
