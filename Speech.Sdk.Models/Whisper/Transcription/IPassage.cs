using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Models.Whisper.Features;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// A part of a recording whose windows are decoded one after the other. Passages know nothing of each other, so any number of them
/// can be decoded at a time.
/// </summary>
internal interface IPassage
{
    /// <summary>Where the next window begins, in samples.</summary>
    long Seek { get; }

    /// <summary>Samples of the next window.</summary>
    int Samples { get; }

    bool Done { get; }

    /// <summary>The language, once it is known.</summary>
    WhisperLanguage? Language { get; set; }

    /// <summary>Whether anything was written.</summary>
    bool HasText { get; }

    /// <summary>Whether so little voice was detected in it that its text is doubted.</summary>
    bool HasHardlyAnySpeech { get; }

    /// <summary>Makes its windows.</summary>
    IWindowFeatures Features { get; }

    /// <summary>What became of the passage so far.</summary>
    CoverageLedger Coverage { get; }

    /// <summary>What decoding the next window starts from.</summary>
    WindowRequest Request(int window);

    /// <summary>Takes the next window's text and moves on.</summary>
    /// <param name="decoded">What the decoder made of it.</param>
    /// <param name="times">Tells when it is said, where words are to be timed.</param>
    void Add(DecodedWindow decoded, IWindowTimes? times);
}
