namespace Speech.Sdk.Decoding.Ctc;

/// <summary>A reading and one more frame, before it is known whether it stays.</summary>
internal struct Candidate
{
    public ulong Identity;
    public double Acoustic;
    public double Language;

    /// <summary>The acoustic score of the way there that gives the reading its frames.</summary>
    public double Strongest;

    /// <summary>The reading that it goes on from.</summary>
    public int Beam;

    public int Symbol;
    public CandidateStep Step;
}

/// <summary>How a candidate goes on from its reading.</summary>
internal enum CandidateStep : byte
{
    /// <summary>A blank or the same symbol again: no new text.</summary>
    Hold,

    /// <summary>One more symbol of the word.</summary>
    Append,

    /// <summary>The word is complete, and the next one begins with the symbol.</summary>
    Begin,

    /// <summary>The word is complete.</summary>
    Delimit,
}
