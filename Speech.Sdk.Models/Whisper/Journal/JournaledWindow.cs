using System.Text.Json.Serialization;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Journal;

/// <summary>All that a model was asked about one window: a line of a journal. What else a transcript holds follows from it.</summary>
internal sealed record JournaledWindow
{
    /// <summary>Where the window begins, in samples.</summary>
    public required long Start { get; init; }

    /// <summary>How many samples it has.</summary>
    public required int Samples { get; init; }

    public required DecodedWindow Decoded { get; init; }

    /// <summary>The code of the language that was detected at it; null where none was.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<LanguageProbability>? LanguageProbabilities { get; init; }

    /// <summary>Its words; null where nobody asked for their times.</summary>
    public IReadOnlyList<WordTiming>? Words { get; init; }

    /// <summary>Its tokens' times; null where nobody asked for them.</summary>
    public IReadOnlyList<TokenTiming>? Tokens { get; init; }

    [JsonIgnore]
    public RememberedTimes Times => new(source: null) { Words = Words, Tokens = Tokens };

    /// <summary>The language that was detected at it.</summary>
    public DetectedLanguage Detected(WhisperTokenizer tokenizer) => Language is { } code && LanguageProbabilities is { } probabilities
        ? new DetectedLanguage(tokenizer.Languages.Find(code), probabilities)
        : throw Lacks("a language");

    public static SpeechException Lacks(string what) => new($"JournalPath: a window of the journal lacks {what}; the file was changed, so delete it and begin anew.");
}
