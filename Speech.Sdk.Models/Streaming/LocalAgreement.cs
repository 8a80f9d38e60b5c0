namespace Speech.Sdk.Models.Streaming;

/// <summary>
/// Decides when words are certain: two hypotheses in a row begin with them (LocalAgreement-2; Macháček, Dabre, Bojar 2023, "Turning
/// Whisper into Real-Time Transcription System"). Hypotheses speak of what follows the committed text, so that this can neither
/// change nor come twice. The last word of a hypothesis, and those close to the end of its audio, may be cut off and wait. So does a
/// word that ends a sentence, for the word after it: where its audio ends, the model ends sentences that go on.
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
        while (agreed < hypothesis.Count - 1 && AgreesAt(agreed, hypothesis) && hypothesis[agreed].End <= settled)
            agreed++;
        if (agreed > 0 && hypothesis[agreed - 1].EndsSentence && !AgreesAt(agreed, hypothesis))
            agreed--;
        _latest = [.. hypothesis.Skip(agreed)];
        return [.. hypothesis.Take(agreed)];
    }

    /// <summary>Takes the words that end in time without waiting for agreement.</summary>
    /// <param name="hypothesis">The words after everything committed so far.</param>
    /// <param name="settled">Words that end later wait.</param>
    public IReadOnlyList<LiveWord> Force(IReadOnlyList<LiveWord> hypothesis, TimeSpan settled)
    {
        LiveWord[] forced = [.. hypothesis.TakeWhile(word => word.End <= settled)];
        _latest = [.. hypothesis.Skip(forced.Length)];
        return forced;
    }

    /// <summary>Nothing follows: takes the last hypothesis whole.</summary>
    public IReadOnlyList<LiveWord> Close(IReadOnlyList<LiveWord> hypothesis)
    {
        _latest = [];
        return hypothesis;
    }

    private bool AgreesAt(int index, IReadOnlyList<LiveWord> hypothesis) =>
        index < hypothesis.Count && index < _latest.Count && hypothesis[index].Text == _latest[index].Text;
}
