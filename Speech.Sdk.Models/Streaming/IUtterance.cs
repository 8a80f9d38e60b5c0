namespace Speech.Sdk.Models.Streaming;

/// <summary>What somebody is saying in a stream: heard again and again, until its speaker pauses. Positions are samples of the stream.</summary>
internal interface IUtterance
{
    /// <summary>Where the audio begins that is still heard.</summary>
    long Start { get; }

    /// <summary>How far it has been heard.</summary>
    long HeardTo { get; }

    /// <summary>Whether any of it was decoded.</summary>
    bool WasHeard { get; }

    /// <summary>Whether any of its text was committed.</summary>
    bool HasText { get; }

    /// <summary>The text that may still change.</summary>
    string Provisional { get; }

    /// <summary>Hears everything up to a position, of which the speaker may be in the middle of a word.</summary>
    Hearing Hear(long heard);

    /// <summary>The speaker pauses: all of the text is certain, or there is none.</summary>
    /// <param name="speechEnd">Where the pause began.</param>
    /// <param name="heard">How much audio there is.</param>
    /// <param name="end">Where its audio is taken to end; <see cref="Start"/> is there afterwards, or later.</param>
    Hearing End(long speechEnd, long heard, long end);

    /// <summary>It was too short to be speech after all: what is committed stays, and nothing is added.</summary>
    void Abandon(long end);
}
