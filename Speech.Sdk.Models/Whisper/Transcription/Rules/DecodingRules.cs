using Speech.Sdk.Decoding;

namespace Speech.Sdk.Models.Whisper.Transcription.Rules;

/// <summary>In what the references differ when they decode a window and go on to the next one, and what is ours.</summary>
internal abstract class DecodingRules
{
    /// <summary>The most tokens of a window's text, end of text included.</summary>
    public virtual int MaxTokens => int.MaxValue;

    /// <summary>The most tokens of prompt and text together.</summary>
    public abstract int MaxLength { get; }

    /// <summary>Whether a window is told the text before it, unless the caller says.</summary>
    public virtual bool TellsText => false;

    /// <summary>Whether the prompt precedes every window, unless the caller says.</summary>
    public virtual bool CarriesPrompt => true;

    /// <summary>Whether the window's last complete segment keeps the time token at which the next one would begin.</summary>
    public virtual bool KeepsNextStart => false;

    /// <summary>Where a window's text ends before at least so much detected speech, that is heard anew.</summary>
    public virtual TimeSpan SpeechWorthHearing => TimeSpan.MaxValue;

    /// <summary>Where voice was detected for less than this, an unconvincing text is taken for none.</summary>
    public virtual TimeSpan DoubtfulSpeech => TimeSpan.Zero;

    /// <summary>Whether the next window begins after the last word, where words are timed, and not where the time tokens say.</summary>
    public virtual bool SeeksByWords => false;

    /// <summary>Whether text that repeats itself at every temperature is dropped, unless the caller says.</summary>
    public virtual bool DropsRepetitions => false;

    /// <summary>Whether a text that repeats itself is ended before its limit of tokens, where it would be dropped anyway.</summary>
    public virtual bool StopsLoops => false;

    public static DecodingRules Of(LongForm longForm, WhisperConfig config) => longForm switch
    {
        LongForm.Sequential => new OpenAiRules(config.TargetPositions),
        LongForm.SequentialTransformers or LongForm.Chunked => new TransformersRules(config.TargetPositions, config.VocabularySize),
        _ => new OwnRules(config.TargetPositions),
    };

    /// <summary>Which text stays when no temperature gave a convincing one.</summary>
    public virtual DecodedWindow Choose(IReadOnlyList<DecodedWindow> attempts, FallbackOptions options) => attempts[^1];

    public virtual double AverageLogProbability(Hypothesis hypothesis) => hypothesis.AverageLogProbability;

    public virtual double CompressionRatio(string text, IReadOnlyList<int> tokens) => Whisper.CompressionRatio.Of(text);

    /// <summary>What windows are told of the text before them.</summary>
    public virtual TextHistory NewHistory(IReadOnlyList<int> prompt, bool carriesPrompt, bool tellsText) =>
        new(prompt, carriesPrompt, tellsText, longest: (MaxLength / 2) - 1, forgetsAll: true);
}
