using Speech.Sdk;
using Speech.Sdk.Audio;

namespace Speech.Cli.Live;

/// <summary>Standard input: a WAV, Ogg or WebM, or raw PCM.</summary>
internal sealed class StandardInput(Func<Stream> open, (int SampleRate, int Channels)? raw) : ILiveSource
{
    private const string Name = "standard input";

    public LiveAudio Open(bool breaksOff, CancellationToken stop)
    {
        StoppableStream stream = new(open(), breaksOff, stop);
        return raw is var (sampleRate, channels) ? LiveAudio.FromRawStream(stream, sampleRate, channels, Name) : LiveAudio.FromStream(stream, Name);
    }

    // A pipe that ends is how its audio ends.
    public SpeechException? Failure() => null;

    public void Dispose()
    {
    }
}
