using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Recordings.Results;

/// <summary>Where a call with many recordings puts what becomes of each.</summary>
internal interface ITranscriptSink
{
    /// <summary>A recording is about to be opened.</summary>
    void Begin(int index);

    void Add(int index, Transcript transcript);

    /// <summary>Takes the error of a recording that the call goes on without.</summary>
    /// <returns>false: the error ends the call.</returns>
    bool TryFail(int index, Exception error);
}
