using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Recordings.Results;

/// <summary>All transcripts in the order of the recordings, or an error.</summary>
/// <param name="count">How many recordings there are.</param>
internal sealed class AllTranscripts(int count) : ITranscriptSink
{
    private readonly Transcript[] _transcripts = new Transcript[count];

    public IReadOnlyList<Transcript> Transcripts => _transcripts;

    public void Begin(int index)
    {
    }

    public void Add(int index, Transcript transcript) => _transcripts[index] = transcript;

    public bool TryFail(int index, Exception error) => false;
}
