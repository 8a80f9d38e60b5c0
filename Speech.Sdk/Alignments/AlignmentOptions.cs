namespace Speech.Sdk;

/// <summary>How a text is aligned.</summary>
public sealed record AlignmentOptions
{
    /// <summary>Where there may be sound that the text does not tell of. <value>AtEnds: before the text and behind it.</value></summary>
    public UntranscribedAudio Untranscribed { get; init; } = UntranscribedAudio.AtEnds;

    /// <summary>The spoken language, for models that must be told which of theirs (MMS). <value>null: the model's own.</value></summary>
    public string? Language { get; init; }

    /// <summary>Called with the position reached while the recording is heard. <value>null: nobody listens.</value></summary>
    public IProgress<TranscriptionProgress>? Progress { get; init; }

    /// <summary>Checks every option that can be checked without a model.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Untranscribed))
            throw new InvalidOptionException($"Untranscribed is {Untranscribed}; expected one of {string.Join(", ", Enum.GetNames<UntranscribedAudio>())}.");
        if (Language is not null && string.IsNullOrWhiteSpace(Language))
            throw new InvalidOptionException("Language is blank; expected a code that the model knows, or null for the model's own.");
    }
}
