using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>Where a call's time went; steps are shared, so theirs is the time that the call waited for them.</summary>
internal sealed class StreamWatches
{
    public TimeSpan Audio { get; set; }

    public TimeSpan Encoder { get; set; }

    public TimeSpan Steps { get; set; }

    public long StepCount { get; set; }

    public TranscriptDiagnostics ToDiagnostics(KyutaiSttModel model, IReadOnlyList<string> warnings) => new()
    {
        Model = model.Name,
        ExecutionProvider = model.Provider,
        Warnings = warnings,
        Audio = Audio,
        Encoder = Encoder,
        Decoder = Steps,
        DecoderSteps = (int)Math.Min(StepCount, int.MaxValue),
    };
}
