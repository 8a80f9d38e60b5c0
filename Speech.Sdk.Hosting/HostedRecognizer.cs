using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Speech.Sdk.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Hosting;

/// <summary>The container's recogniser: loads the model when it is needed, knows the settings' defaults, and logs what becomes of calls.</summary>
internal sealed class HostedRecognizer(SpeechRecognizerSettings settings, ModelLoader load, ILogger logger) : ISpeechRecognizer, ILanguageIdentifier
{
    private readonly LoadedOnce _recognizer = new(settings, load, logger);

    /// <summary>Waits for the model where it is not loaded yet; <see cref="WarmUpAsync"/> spares that.</summary>
    public RecognizerInfo Info => _recognizer.GetAsync(CancellationToken.None).GetAwaiter().GetResult().Info;

    public Task WarmUpAsync(CancellationToken cancellationToken) => _recognizer.GetAsync(cancellationToken);

    public async Task<Transcript> TranscribeAsync(AudioSource audio, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        try
        {
            Transcript transcript = await recognizer.TranscribeAsync(audio, options ?? settings.Transcription, cancellationToken).ConfigureAwait(false);
            Log(audio.Name, transcript, Stopwatch.GetElapsedTime(start));
            return transcript;
        }
        catch (SpeechException error)
        {
            logger.TranscriptionFailed(error, audio.Name);
            throw;
        }
    }

    public async Task<IReadOnlyList<Transcript>> TranscribeBatchAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<Transcript> transcripts = await recognizer.TranscribeBatchAsync(audios, options ?? settings.Transcription, cancellationToken).ConfigureAwait(false);
        for (int index = 0; index < transcripts.Count; index++)
            Log(audios[index].Name, transcripts[index], Stopwatch.GetElapsedTime(start));
        return transcripts;
    }

    public async IAsyncEnumerable<RecordingResult> TranscribeEachAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        await foreach (RecordingResult result in recognizer.TranscribeEachAsync(audios, options ?? settings.Transcription, cancellationToken).ConfigureAwait(false))
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
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(audio, options ?? settings.Streaming, cancellationToken).ConfigureAwait(false))
        {
            if (update.Transcript is { } transcript)
                Log(audio.Name, transcript, Stopwatch.GetElapsedTime(start));
            yield return update;
        }
    }

    public async Task<SpokenLanguages> IdentifyLanguagesAsync(
        AudioSource audio, LanguageIdentificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ISpeechRecognizer recognizer = await _recognizer.GetAsync(cancellationToken).ConfigureAwait(false);
        return await recognizer.IdentifyLanguagesAsync(audio, options, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _recognizer.Dispose();

    private void Log(string audio, Transcript transcript, TimeSpan elapsed)
    {
        logger.Transcribed(audio, transcript.Duration.TotalSeconds, elapsed.TotalMilliseconds);
        foreach (string warning in transcript.Diagnostics.Warnings)
            logger.TranscriptWarning(audio, warning);
    }
}
