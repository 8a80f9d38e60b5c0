using Speech.Sdk;
using Speech.Sdk.Audio;

namespace Speech.Cli.Live;

/// <summary>Where live audio comes from.</summary>
internal interface ILiveSource : IDisposable
{
    /// <summary>Starts; the audio ends when it is asked to stop, and what was heard until then is still transcribed.</summary>
    LiveAudio Open(CancellationToken stop);

    /// <summary>Why the audio ended, where that was not to be.</summary>
    SpeechException? Failure();
}
