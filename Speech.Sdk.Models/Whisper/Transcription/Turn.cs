using Speech.Sdk.Models.Whisper.Journal;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>A passage's next window in a round.</summary>
/// <param name="open">The passage and its recording.</param>
/// <param name="known">What a journal knows of the window; null where it is to be heard.</param>
internal sealed class Turn(OpenPassage open, JournaledWindow? known)
{
    public Recording Recording => open.Recording;

    public IPassage Passage => open.Passage;

    public JournaledWindow? Known => known;

    /// <summary>Whether the model is to hear it: no journal knows it, and its recording goes on.</summary>
    public bool IsHeard => known is null && !Recording.HasFailed;

    /// <summary>Samples that the encoder hears with it.</summary>
    public int WindowSamples { get; } = open.WindowSamples;

    /// <summary>Whether that is less than the model's window.</summary>
    public bool IsFitted => WindowSamples < open.FullSamples;

    /// <summary>Its place among the round's encoded windows, where it is heard.</summary>
    public int Window { get; set; }

    /// <summary>What was detected at the window; null where the language was known before.</summary>
    public DetectedLanguage? Detected { get; set; }

    /// <summary>What the decoder made of the window, where it is heard.</summary>
    public DecodedWindow? Decoded { get; set; }

    /// <summary>What decoding the window starts from.</summary>
    public WindowRequest Request => Passage.Request(Window) with { IsFitted = IsFitted };

    /// <summary>Gives the passage the language that was detected at the window.</summary>
    public void TakeLanguage(WhisperTokenizer tokenizer) => Recording.Detected(Passage, known?.Detected(tokenizer) ?? Detected!.Value);

    /// <summary>Leaves the window to a later round, which hears all of it: its language too.</summary>
    public void HearAnew()
    {
        open.HearAnew(Decoded!);
        if (Detected is not null)
            Passage.Language = null;
    }

    public void Add(DecodedWindow decoded, IWindowTimes? times)
    {
        Recording.Watches.Add(decoded);
        open.Add(decoded, times);
        Recording.Settle(Passage);
    }

    /// <summary>What a journal keeps of the window, before the passage moves on.</summary>
    public JournaledWindow Describe() => new()
    {
        Start = Passage.Seek,
        Samples = Passage.Samples,
        Decoded = open.WithRefused(Decoded!),
        Language = Detected?.Language.Code,
        LanguageProbabilities = Detected?.Probabilities,
    };
}
