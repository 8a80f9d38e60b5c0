namespace Speech.Sdk.Evaluation.Runs;

/// <summary>How an evaluation hears its clips.</summary>
public sealed record EvaluationRunOptions
{
    /// <summary>How clips are transcribed. Its Language holds for all clips; its Ranges, JournalPath and Progress are the run's own.</summary>
    public TranscriptionOptions Transcription { get; init; } = new();

    /// <summary>Whether a clip's language, where the manifest tells it and the model takes it, is given to the model. <value>true.</value> A model of several languages
    /// that neither takes it nor detects languages does not hear the clip, which fails. Not so where Transcription has a language or restricts detection.</summary>
    public bool TellsLanguages { get; init; } = true;

    /// <summary>Whether clips that failed in an earlier session are tried again. <value>false.</value></summary>
    public bool RetriesFailures { get; init; }

    /// <summary>Told of every result and of progress in between. <value>null: nobody listens.</value></summary>
    public IProgress<EvaluationProgress>? Progress { get; init; }
}
