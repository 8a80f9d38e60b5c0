using System.Diagnostics;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Benchmarks.Soaks;

/// <summary>
/// Callers who share a recogniser for a time by the clock: each transcribes clips with options of any kind, gives up half of its calls at a random moment, and
/// compares what it gets with what a lone caller gets.
/// </summary>
/// <param name="recognizer">What they share.</param>
/// <param name="files">The clips.</param>
/// <param name="callers">How many at a time.</param>
/// <param name="seed">What each does follows from it.</param>
/// <param name="output">Where is written what happened.</param>
internal sealed class CallersSoak(ISpeechRecognizer recognizer, IReadOnlyList<string> files, int callers, int seed, TextWriter output)
{
    private const int Reports = 600;

    private static readonly TranscriptionOptions[] Options =
    [
        new(),
        new() { BatchSize = 1, WordTimestamps = true },
        new() { Decoding = new DecodingOptions { BeamSize = 2 } },
        new() { Timestamps = false },
    ];

    private readonly Dictionary<(int File, int Options), string> _alone = [];
    private int _texts, _cancelled;

    /// <summary>Runs so long; calls that are under way at the end are waited for.</summary>
    /// <exception cref="SpeechException">A caller got another text than a lone one, or none; that ends it at once.</exception>
    public async Task RunAsync(TimeSpan length, SoakLog log, CancellationToken cancellationToken)
    {
        for (int file = 0; file < files.Count; file++)
        {
            for (int options = 0; options < Options.Length; options++)
                _alone[(file, options)] = await TextAsync(file, options, cancellationToken);
        }

        log.Begin();
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        long start = Stopwatch.GetTimestamp();
        Task[] calls = [.. Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(new Random((1000 * seed) + caller), () => Stopwatch.GetElapsedTime(start) < length, failed), cancellationToken))];
        Task all = Task.WhenAll(calls);
        while (!all.IsCompleted)
        {
            log.Report(Stopwatch.GetElapsedTime(start));
            await Task.WhenAny(all, Task.Delay(length / Reports, cancellationToken));
        }

        await all;
        output.WriteLine(FormattableString.Invariant($"{_texts} calls gave the text of a lone caller, {_cancelled} were given up"));
    }

    private async Task CallAsync(Random random, Func<bool> goesOn, CancellationTokenSource failed)
    {
        while (goesOn())
        {
            (int file, int options) = (random.Next(files.Count), random.Next(Options.Length));
            using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(failed.Token);
            if (random.Next(2) == 0)
                giveUp.CancelAfter(random.Next(1, 10_000));
            try
            {
                string text = await TextAsync(file, options, giveUp.Token);
                if (text != _alone[(file, options)])
                    throw new SpeechException($"A caller got '{text}' of {files[file]}, a lone one '{_alone[(file, options)]}'.");
                Interlocked.Increment(ref _texts);
            }
            catch (OperationCanceledException) when (!failed.IsCancellationRequested)
            {
                Interlocked.Increment(ref _cancelled);
            }
            catch (SpeechException)
            {
                await failed.CancelAsync();
                throw;
            }
        }
    }

    private async Task<string> TextAsync(int file, int options, CancellationToken cancellationToken) =>
        (await recognizer.TranscribeAsync(AudioSource.FromFile(files[file]), Options[options], cancellationToken)).Text;
}
