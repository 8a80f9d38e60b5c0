using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Where a recording's time went; a batch's time is shared among its windows.</summary>
internal sealed class Stopwatches
{
    public TimeSpan Audio { get; set; }

    public TimeSpan Features { get; set; }

    public TimeSpan Encoder { get; set; }

    public TimeSpan Decoder { get; set; }

    public int DecoderSteps { get; private set; }

    public int WindowsHeardAnew { get; private set; }

    public int DraftedTokens { get; private set; }

    public int AcceptedTokens { get; private set; }

    /// <summary>Counts a window's runs.</summary>
    public void Add(DecodedWindow decoded)
    {
        DecoderSteps += decoded.Runs;
        WindowsHeardAnew += decoded.WasHeardAnew ? 1 : 0;
        DraftedTokens += decoded.Drafted;
        AcceptedTokens += decoded.Accepted;
    }

    public TranscriptDiagnostics ToDiagnostics(WhisperModel model, IReadOnlyList<string> warnings) => new()
    {
        Model = model.Name,
        ExecutionProvider = model.Graphs.Provider,
        Warnings = warnings,
        Audio = Audio,
        Features = Features,
        Encoder = Encoder,
        Decoder = Decoder,
        DecoderSteps = DecoderSteps,
        WindowsHeardAnew = WindowsHeardAnew,
        DraftedTokens = DraftedTokens,
        AcceptedTokens = AcceptedTokens,
    };
}
