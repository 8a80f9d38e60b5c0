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
        RecognizerInfo info = await InfoAsync(cancellationToken).ConfigureAwait(false);
        TranscriptionOptions asked = Request(info).ForRecording(options);
        AudioSource audio = (await SpeechStream.OpenAsync(audioSpeechStream, options?.SpeechSampleRate, cancellationToken).ConfigureAwait(false)).AsRecording();
        Transcript transcript = await recognizer.TranscribeAsync(audio, asked, cancellationToken).ConfigureAwait(false);
        return Responses.Of(transcript, info.Model);
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        RecognizerInfo info = await InfoAsync(cancellationToken).ConfigureAwait(false);
        if (!info.CanStream)
        {
            SpeechToTextResponse response = await GetTextAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false);
            foreach (SpeechToTextResponseUpdate update in response.ToSpeechToTextResponseUpdates())
                yield return update;
            yield break;
        }

        StreamingOptions asked = Request(info).ForStream(options);
        SpeechStream stream = await SpeechStream.OpenAsync(audioSpeechStream, options?.SpeechSampleRate, cancellationToken).ConfigureAwait(false);
        UpdateWriter writer = new(info.Model);
        yield return writer.Open();
        await foreach (TranscriptUpdate update in recognizer.StreamAsync(stream.AsLive(), asked, cancellationToken).ConfigureAwait(false))
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
            return _metadata ??= new SpeechToTextClientMetadata(ProviderName, providerUri: null, ModelName);
        if (serviceType == typeof(RecognizerInfo))
            return recognizer.Info;
        return serviceType.IsInstanceOfType(this) ? this : serviceType.IsInstanceOfType(recognizer) ? recognizer : null;
    }

    public void Dispose()
    {
        // The recogniser is its owner's.
    }

    // Known without loading anything.
    private string ModelName => (recognizer as ILoadedOnUse)?.Model ?? recognizer.Info.Model;

    private ClientRequest Request(RecognizerInfo info) => new(this, info, ModelName);

    private async ValueTask<RecognizerInfo> InfoAsync(CancellationToken cancellationToken) =>
        recognizer is ILoadedOnUse later ? await later.GetInfoAsync(cancellationToken).ConfigureAwait(false) : recognizer.Info;
}
