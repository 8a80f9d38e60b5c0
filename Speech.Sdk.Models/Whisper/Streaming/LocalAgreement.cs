namespace Speech.Sdk.Models.Whisper.Streaming;

/// <summary>
/// Decides when words are certain: two hypotheses in a row begin with them (LocalAgreement-2; Macháček, Dabre, Bojar 2023, "Turning
/// Whisper into Real-Time Transcription System"). Hypotheses speak of what follows the committed text, so that this can neither
/// change nor come twice. The last word of a hypothesis, and those close to the end of its audio, may be cut off and wait.
/// </summary>
internal sealed class LocalAgreement
{
    private IReadOnlyList<LiveWord> _latest = [];

    /// <summary>What the latest hypothesis says beyond the committed words.</summary>
    public IReadOnlyList<LiveWord> Provisional => _latest;

    /// <summary>Takes a hypothesis; returns the words that are certain with it.</summary>
    /// <param name="hypothesis">The words after everything committed so far.</param>
    /// <param name="settled">Words that end later are not certain yet.</param>
    public IReadOnlyList<LiveWord> Offer(IReadOnlyList<LiveWord> hypothesis, TimeSpan settled)
    {
        int agreed = 0;
        while (agreed < Math.Min(hypothesis.Count - 1, _latest.Count)
            && hypothesis[agreed].Text == _latest[agreed].Text && hypothesis[agreed].End <= settled)
            agreed++;
        _latest = [.. hypothesis.Skip(agreed)];
        return [.. hypothesis.Take(agreed)];
    }

    /// <summary>Takes the words that end in time without waiting for agreement.</summary>
    public IReadOnlyList<LiveWord> Force(TimeSpan settled)
    {
        LiveWord[] forced = [.. _latest.TakeWhile(word => word.End <= settled)];
        _latest = [.. _latest.Skip(forced.Length)];
        return forced;
    }

    /// <summary>Nothing follows: takes the last hypothesis whole.</summary>
    public IReadOnlyList<LiveWord> Close(IReadOnlyList<LiveWord> hypothesis)
    {
        _latest = [];
        return hypothesis;
    }
}
