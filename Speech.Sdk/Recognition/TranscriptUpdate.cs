using Speech.Sdk.Transcripts;

namespace Speech.Sdk;

/// <summary>
/// What has become known of live audio since the update before. Committed text never changes and never repeats: the committed
/// texts, one after the other, are the transcript.
/// </summary>
public sealed record TranscriptUpdate
{
    /// <summary>Text that is certain from now on, spaces as the model wrote them; often empty.</summary>
    public string Committed { get; init; } = "";

    /// <summary>Its words, with times from the stream's beginning.</summary>
    public IReadOnlyList<Word> Words { get; init; } = [];

    /// <summary>What follows all committed text as far as can be told now; the next update's takes its place.</summary>
    public string Provisional { get; init; } = "";

    /// <summary>Whether the committed text ends an utterance.</summary>
    public bool EndsUtterance { get; init; }

    /// <summary>How much of the stream has been heard.</summary>
    public required TimeSpan Heard { get; init; }

    /// <summary>How far computing is behind the audio; above zero the machine is too slow, and updates come less often until it has caught up.</summary>
    public TimeSpan Behind { get; init; }

    /// <summary>How long words took to be committed, over the stream so far.</summary>
    public StreamLatency Latency { get; init; }

    /// <summary>
    /// How probable it is that the speaker pauses, shortest horizon first: the highest of the frames since the update before. Empty where the
    /// model does not tell. The longer the horizon, the surer and later it is: above 0.5 at 2 s is taken for the end of an utterance.
    /// An update comes whenever one of them passes 0.5 either way, and at least every <see cref="StreamingOptions.UpdateInterval"/>.
    /// </summary>
    public IReadOnlyList<PauseProbability> Pauses { get; init; } = [];

    /// <summary>What else is to be known, such as text that had to be cut where the speaker makes no pause; usually null.</summary>
    public string? Note { get; init; }

    /// <summary>The whole transcript, in the last update alone.</summary>
    public Transcript? Transcript { get; init; }
}
