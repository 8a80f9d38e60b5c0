using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Decoding;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper;

/// <summary>The parts of a loaded model; immutable, shared by all calls, disposed together.</summary>
internal sealed record WhisperModel(string Name, WhisperConfig Config, IWhisperGraphs Graphs, WhisperTokenizer Tokenizer, WhisperFeatures Features) : IDisposable
{
    /// <summary>Finds speech; loaded when it is first used.</summary>
    public SileroVad VoiceActivity { get; } = new();

    /// <summary>What finds the tokens of <see cref="DecodingOptions.SuppressPattern"/>.</summary>
    public TokenPattern Pattern { get; } = new(Tokenizer);

    /// <summary>A smaller model that drafts this one's text; null where none was asked for.</summary>
    public WhisperModel? Draft { get; init; }

    /// <summary>How many workers a call has, each with its share of the threads.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>What was chosen to run it on, and why nothing else.</summary>
    public ProviderReport? ProviderReport { get; init; }

    public void Dispose()
    {
        Graphs.Dispose();
        VoiceActivity.Dispose();
        Draft?.Dispose();
    }
}
