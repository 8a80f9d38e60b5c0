using Speech.Sdk.Inference;

namespace Speech.Sdk;

/// <summary>What a loaded recogniser is and can do.</summary>
public sealed record RecognizerInfo
{
    /// <summary>The model's name: the catalogue name or the folder it was loaded from.</summary>
    public required string Model { get; init; }

    /// <summary>The model family, for example <c>whisper</c>.</summary>
    public required string Family { get; init; }

    /// <summary>Language codes (ISO 639) that the model writes, in the model's own order; empty where it writes one and does not say which.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>The rate in Hz that audio is resampled to before the model hears it.</summary>
    public required int SampleRate { get; init; }

    /// <summary>What the graphs' weights are stored in, for example <c>fp32</c> or <c>int8</c>.</summary>
    public required string Precision { get; init; }

    /// <summary>Whether the model can translate into English.</summary>
    public bool CanTranslate { get; init; }

    /// <summary>Whether the model can tell which language is spoken.</summary>
    public bool CanDetectLanguage { get; init; }

    /// <summary>Whether the model can transcribe live audio.</summary>
    public bool CanStream { get; init; }

    /// <summary>Whether a stopped call can be taken up again: <see cref="TranscriptionOptions.JournalPath"/>.</summary>
    public bool CanResume { get; init; }

    /// <summary>Whether a stream that was broken off can be gone on with: <see cref="StreamingOptions.StatePath"/>.</summary>
    public bool CanKeepState { get; init; }

    /// <summary>
    /// How many recordings to transcribe at once: above 1 where calls that run at the same time share the model's steps, so that together they
    /// take less time than one after the other.
    /// </summary>
    public int ConcurrentRecordings { get; init; } = 1;

    /// <summary>How many workers share a call's windows, each with its part of the threads: <see cref="RecognizerOptions.Workers"/>, where the model can.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The execution provider that inference really runs on.</summary>
    public required ExecutionProvider ExecutionProvider { get; init; }

    /// <summary>How the execution provider was chosen: the others and why not they, and what runs elsewhere. Null where nothing was to choose.</summary>
    public ProviderReport? ProviderReport { get; init; }
}
