using Speech.Sdk.Models.Whisper.Journal;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>A passage's next window in a round.</summary>
/// <param name="recording">The passage's recording.</param>
/// <param name="passage">The passage.</param>
/// <param name="known">What a journal knows of the window; null where it is to be heard.</param>
internal sealed class Turn(Recording recording, IPassage passage, JournaledWindow? known)
{
    public Recording Recording => recording;

    public IPassage Passage => passage;

    public JournaledWindow? Known => known;

    /// <summary>Whether the model is to hear it: no journal knows it, and its recording goes on.</summary>
    public bool IsHeard => known is null && !recording.HasFailed;

    /// <summary>Its place among the round's encoded windows, where it is heard.</summary>
    public int Window { get; set; }

    /// <summary>What was detected at the window; null where the language was known before.</summary>
    public DetectedLanguage? Detected { get; set; }

    /// <summary>What the decoder made of the window, where it is heard.</summary>
    public DecodedWindow? Decoded { get; set; }

    /// <summary>What decoding the window starts from.</summary>
    public WindowRequest Request => passage.Request(Window);

    /// <summary>Gives the passage the language that was detected at the window.</summary>
    public void TakeLanguage(WhisperTokenizer tokenizer) => recording.Detected(passage, known?.Detected(tokenizer) ?? Detected!.Value);

    public void Add(DecodedWindow decoded, IWindowTimes? times)
    {
        recording.Watches.Add(decoded);
        passage.Add(decoded, times);
        recording.Settle(passage);
    }

    /// <summary>What a journal keeps of the window, before the passage moves on.</summary>
    public JournaledWindow Describe() => new()
    {
        Start = passage.Seek, Samples = passage.Samples, Decoded = Decoded!, Language = Detected?.Language.Code, LanguageProbabilities = Detected?.Probabilities,
    };
}
