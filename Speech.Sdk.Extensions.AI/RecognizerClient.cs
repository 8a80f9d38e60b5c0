using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Speech.Sdk.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Extensions.AI;

/// <summary>A recogniser behind Microsoft.Extensions.AI's interface.</summary>
internal sealed class RecognizerClient(ISpeechRecognizer recognizer) : ISpeechToTextClient
{
    private const string ProviderName = "speech.sdk";

    private SpeechToTextClientMetadata? _metadata;

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        TranscriptionOptions asked = Request().ForRecording(options);
        AudioSource audio = (await SpeechStream.OpenAsync(audioSpeechStream, options?.SpeechSampleRate, cancellationToken).ConfigureAwait(false)).AsRecording();
        Transcript transcript = await recognizer.TranscribeAsync(audio, asked, cancellationToken).ConfigureAwait(false);
        return Responses.Of(transcript, recognizer.Info.Model);
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        if (!recognizer.Info.CanStream)
        {
            SpeechToTextResponse response = await GetTextAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false);
            foreach (SpeechToTextResponseUpdate update in response.ToSpeechToTextResponseUpdates())
                yield return update;
            yield break;
        }

        StreamingOptions asked = Request().ForStream(options);
        SpeechStream stream = await SpeechStream.OpenAsync(audioSpeechStream, options?.SpeechSampleRate, cancellationToken).ConfigureAwait(false);
        UpdateWriter writer = new(recognizer.Info.Model);
        yield return writer.Open();
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(stream.AsLive(recognizer.Info.SampleRate), asked, cancellationToken).ConfigureAwait(false))
        {
            if (writer.Write(update) is { } written)
                yield return written;
            if (update.Transcript is { } transcript)
                yield return writer.Close(transcript);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(SpeechToTextClientMetadata))
            return _metadata ??= new SpeechToTextClientMetadata(ProviderName, providerUri: null, recognizer.Info.Model);
        if (serviceType == typeof(RecognizerInfo))
            return recognizer.Info;
        return serviceType.IsInstanceOfType(this) ? this : serviceType.IsInstanceOfType(recognizer) ? recognizer : null;
    }

    public void Dispose()
    {
        // The recogniser is its owner's.
    }

    private ClientRequest Request() => new(this, recognizer.Info);
}
