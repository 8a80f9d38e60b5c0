using Speech.Sdk;
using Speech.Sdk.Audio;

namespace Speech.Cli.Live;

/// <summary>Where live audio comes from.</summary>
internal interface ILiveSource : IDisposable
{
    /// <summary>Starts; the audio ends when it is asked to stop, and what was heard until then is still transcribed.</summary>
    /// <param name="breaksOff">Whether it is then broken off with an <see cref="OperationCanceledException"/>, as a stream that is to be gone on with.</param>
    /// <param name="stop">Asks it to end.</param>
    LiveAudio Open(bool breaksOff, CancellationToken stop);

    /// <summary>Why the audio ended, where that was not to be.</summary>
    SpeechException? Failure();
}
