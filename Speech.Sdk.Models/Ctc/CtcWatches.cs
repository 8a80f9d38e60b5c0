using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Ctc;

/// <summary>Where a recording's time went.</summary>
internal sealed class CtcWatches
{
    private TimeSpan _features;
    private TimeSpan _encoder;

    public TimeSpan Audio { get; set; }

    public TimeSpan Decoder { get; set; }

    public void Add(TimeSpan features, TimeSpan encoder)
    {
        _features += features;
        _encoder += encoder;
    }

    public TranscriptDiagnostics ToDiagnostics(CtcModel model, IReadOnlyList<string> warnings) => new()
    {
        Model = model.Name,
        ExecutionProvider = model.Graph.Provider,
        Warnings = warnings,
        Audio = Audio,
        Features = _features,
        Encoder = _encoder,
        Decoder = Decoder,
    };
}
