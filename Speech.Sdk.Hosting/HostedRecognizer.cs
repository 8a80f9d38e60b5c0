using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Speech.Sdk.Audio;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Hosting;

/// <summary>The container's recogniser: loads the model when it is needed, knows the settings' defaults, and logs what becomes of calls.</summary>
internal sealed class HostedRecognizer(SpeechRecognizerSettings settings, ModelLoader load, ILogger logger) : ISpeechRecognizer, ILanguageIdentifier, ILoadedOnUse
{
    private readonly LoadedOnce _recognizer = new(settings, load, logger);

    /// <summary>Waits for the model where it is not loaded yet; <see cref="GetInfoAsync"/> spares that.</summary>
    public RecognizerInfo Info => _recognizer.GetAsync(CancellationToken.None).GetAwaiter().GetResult().Info;

    public string Model => ModelLoad.NameOf(settings.Model);

    public async Task<RecognizerInfo> GetInfoAsync(CancellationToken cancellationToken) => (await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false)).Info;

    public async Task<Transcript> TranscribeAsync(AudioSource audio, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        Transcript transcript = await LoggedAsync(audio.Name, () => recognizer.TranscribeAsync(audio, options ?? settings.Transcription, cancellationToken)).ConfigureAwait(false);
        Log(audio.Name, transcript, Stopwatch.GetElapsedTime(start));
        return transcript;
    }

    public async Task<IReadOnlyList<Transcript>> TranscribeBatchAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audios);
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<Transcript> transcripts = await LoggedAsync(
            NameOf(audios), () => recognizer.TranscribeBatchAsync(audios, options ?? settings.Transcription, cancellationToken)).ConfigureAwait(false);
        // Which part of the time was whose cannot be told.
        logger.Transcribed(NameOf(audios), transcripts.Sum(transcript => transcript.Duration.TotalSeconds), Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        for (int index = 0; index < transcripts.Count; index++)
            LogWarnings(audios[index].Name, transcripts[index]);
        return transcripts;
    }

    public async IAsyncEnumerable<RecordingResult> TranscribeEachAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audios);
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        await foreach (RecordingResult result in LoggedAsync(NameOf(audios), () => recognizer.TranscribeEachAsync(audios, options ?? settings.Transcription, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            if (result.Transcript is { } transcript)
                Log(audios[result.Index].Name, transcript, result.Elapsed);
            else if (result.Error is { } error)
                logger.TranscriptionFailed(error, audios[result.Index].Name);
            yield return result;
        }
    }

    public async IAsyncEnumerable<TranscriptUpdate> StreamAsync(
        LiveAudio audio, StreamingOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        await foreach (TranscriptUpdate update in LoggedAsync(audio.Name, () => recognizer.StreamAsync(audio, options ?? settings.Streaming, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            if (update.Transcript is { } transcript)
                Log(audio.Name, transcript, Stopwatch.GetElapsedTime(start));
            yield return update;
        }
    }

    public async Task<SpokenLanguages> IdentifyLanguagesAsync(
        AudioSource audio, LanguageIdentificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        return await LoggedAsync(audio.Name, () => recognizer.IdentifyLanguagesAsync(audio, options, cancellationToken)).ConfigureAwait(false);
    }

    public void Dispose() => _recognizer.Dispose();

    private static string NameOf(IReadOnlyList<AudioSource> audios) => audios is [var only] ? only.Name : $"{audios.Count} recordings";

    /// <summary>Logs what a call fails with; a caller who cancels knows of it.</summary>
    private async Task<T> LoggedAsync<T>(string audio, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.TranscriptionFailed(error, audio);
            throw;
        }
    }

    private async IAsyncEnumerable<T> LoggedAsync<T>(string audio, Func<IAsyncEnumerable<T>> call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<T> results = await LoggedAsync(audio, () => Task.FromResult(call().GetAsyncEnumerator(cancellationToken))).ConfigureAwait(false);
        Func<Task<bool>> next = () => results.MoveNextAsync().AsTask();
        while (await LoggedAsync(audio, next).ConfigureAwait(false))
            yield return results.Current;
    }

    private void Log(string audio, Transcript transcript, TimeSpan elapsed)
    {
        logger.Transcribed(audio, transcript.Duration.TotalSeconds, elapsed.TotalMilliseconds);
        LogWarnings(audio, transcript);
    }

    private void LogWarnings(string audio, Transcript transcript)
    {
        foreach (string warning in transcript.Diagnostics.Warnings)
            logger.TranscriptWarning(audio, warning);
    }
}
