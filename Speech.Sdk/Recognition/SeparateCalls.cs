using System.Diagnostics;
using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk;

/// <summary>Many recordings by a call each, as many at once as the model has use for.</summary>
internal static class SeparateCalls
{
    /// <exception cref="ArgumentNullException">There is no list, or one of its recordings is null.</exception>
    /// <exception cref="InvalidOptionException">An option is out of range; thrown at once, not when the first result is asked for.</exception>
    public static IAsyncEnumerable<RecordingResult> RunAsync(
        ISpeechRecognizer recognizer, IReadOnlyList<AudioSource> audios, TranscriptionOptions options, CancellationToken cancellationToken)
    {
        RecordingList.Require(audios);
        options.Validate();
        return HearAllAsync(recognizer, audios, options, cancellationToken);
    }

    private static async IAsyncEnumerable<RecordingResult> HearAllAsync(
        ISpeechRecognizer recognizer, IReadOnlyList<AudioSource> audios, TranscriptionOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int atOnce = Math.Clamp(recognizer.Info.ConcurrentRecordings, 1, options.RecordingsAtOnce);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task<RecordingResult>> running = [];
        int next = 0;
        try
        {
            while (true)
            {
                while (running.Count < atOnce && next < audios.Count)
                    running.Add(HearAsync(recognizer, audios[next], next++, options, stop.Token));
                if (running.Count == 0)
                    yield break;
                Task<RecordingResult> done = await Task.WhenAny(running).ConfigureAwait(false);
                running.Remove(done);
                yield return await done.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<RecordingResult> HearAsync(ISpeechRecognizer recognizer, AudioSource audio, int index, TranscriptionOptions options, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            TranscriptionOptions own = options.Progress is { } progress ? options with { Progress = new Renumbered(progress, index) } : options;
            Transcript transcript = await recognizer.TranscribeAsync(audio, own, cancellationToken).ConfigureAwait(false);
            return new RecordingResult { Index = index, Transcript = transcript, Elapsed = Stopwatch.GetElapsedTime(start) };
        }
        catch (Exception exception) when (RecordingFailure.Is(exception))
        {
            // What breaks in a call that was cancelled may break for that alone.
            cancellationToken.ThrowIfCancellationRequested();
            return new RecordingResult { Index = index, Error = exception, Elapsed = Stopwatch.GetElapsedTime(start) };
        }
    }

    /// <summary>Every call knows one recording, its first.</summary>
    private sealed class Renumbered(IProgress<TranscriptionProgress> progress, int index) : IProgress<TranscriptionProgress>
    {
        public void Report(TranscriptionProgress value) => progress.Report(value with { Index = index });
    }
}
