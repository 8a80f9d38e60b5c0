using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Streaming;

/// <summary>What a family's model makes of one stream: utterance by utterance, and in the end its transcript.</summary>
internal interface ILiveListener : IDisposable
{
    int SampleRate { get; }

    /// <summary>The longest audio that can be heard at once, in samples.</summary>
    int WindowSamples { get; }

    SileroVad VoiceActivity { get; }

    /// <summary>How long words took to be committed.</summary>
    StreamLatency Latency { get; }

    /// <summary>Somebody speaks, from a sample on.</summary>
    IUtterance Begin(SampleTail audio, LiveClock clock, long start);

    /// <summary>What was said in all of the stream.</summary>
    Transcript ToTranscript(long heard, IReadOnlyList<string> warnings);
}
