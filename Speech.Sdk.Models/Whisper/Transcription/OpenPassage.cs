using Speech.Sdk.Models.Whisper.Features;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// A passage under way, and how its next window is heard: fitted to its audio where the call's windows are, and again in full where the text of that does not convince.
/// </summary>
/// <param name="plan">The call's options.</param>
/// <param name="recording">The passage's recording.</param>
/// <param name="passage">The passage.</param>
internal sealed class OpenPassage(TranscriptionPlan plan, Recording recording, IPassage passage)
{
    private DecodedWindow? _refused;

    public Recording Recording => recording;

    public IPassage Passage => passage;

    /// <summary>Whether a worker hears its next window.</summary>
    public bool IsInRound { get; set; }

    /// <summary>Samples of the model's window.</summary>
    public int FullSamples => plan.Model.Features.WindowSamples;

    /// <summary>Samples that the encoder hears with the next window.</summary>
    public int WindowSamples => IsFitted ? WindowLength.Of(passage.Samples, WindowLength.Silence, plan.Model.Features) : FullSamples;

    // Where hardly anybody speaks the model imagines words in a short window, and is surer of them. Two rules stand against that, and neither sees all: this one goes by the detector
    // before anything is heard, for an imagined "Bye" may leave the model in no doubt; the other (Acceptance.AcceptsFitted) by the model, which hears silence where no detector was asked.
    private bool IsFitted => plan.FitsWindows && _refused is null && !passage.HasHardlyAnySpeech;

    /// <summary>The next window is heard in full, as if it had not been heard before.</summary>
    /// <param name="refused">The text that did not convince.</param>
    public void HearAnew(DecodedWindow refused) => _refused = refused;

    /// <summary>Gives the passage its window's text.</summary>
    public void Add(DecodedWindow decoded, IWindowTimes? times)
    {
        _refused = null;
        passage.Add(decoded, times);
    }

    /// <summary>Counts what a text that did not convince has cost.</summary>
    public DecodedWindow WithRefused(DecodedWindow decoded) => _refused is null ? decoded : decoded with
    {
        WasHeardAnew = true,
        Runs = _refused.Runs + decoded.Runs,
        Drafted = _refused.Drafted + decoded.Drafted,
        Accepted = _refused.Accepted + decoded.Accepted,
    };
}
