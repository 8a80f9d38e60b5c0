namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// The passages of a call that are under way, in the order in which they were begun. More are held than are heard together where windows differ in length, so that
/// a round has those of like length; but no more audio waits than a round of full windows of every worker has, so that only short ones are many.
/// </summary>
/// <param name="plan">The call's options.</param>
internal sealed class PassagePool(TranscriptionPlan plan)
{
    // Clips of 2 to 15 s have some seven lengths.
    private const int RoundsHeld = 4;

    private readonly List<OpenPassage> _passages = [];

    // A draft hears windows of one length.
    private readonly bool _mixes = plan.Model.Graphs.MixesLengths && plan.Model.Draft is null;

    /// <summary>The most passages that are held.</summary>
    public int Most { get; } = plan.Workers * (plan.FitsWindows ? RoundsHeld * plan.BatchSize : plan.BatchSize);

    /// <summary>Whether one more may be begun, however long its window turns out to be.</summary>
    public bool HasRoom
    {
        get
        {
            long window = plan.Model.Features.WindowSamples;
            return _passages.Count < Most && _passages.Sum(open => (long)open.Passage.Samples) + window <= plan.Workers * plan.BatchSize * window;
        }
    }

    public void Add(Recording recording, IPassage passage) => _passages.Add(new OpenPassage(plan, recording, passage));

    /// <summary>
    /// The passages whose next windows are heard together by a worker: the one that was begun first, so that none waits for ever, and those whose windows are nearest to its own in length, which
    /// have about as much to say; of a few, as many as leave some to the other workers. Where the decoder takes windows of one length only, those of its length. They are in a round until
    /// <see cref="Tidy"/>.
    /// </summary>
    public IReadOnlyList<OpenPassage> NextRound()
    {
        OpenPassage[] waiting = [.. _passages.Where(open => !open.IsInRound && !open.Recording.HasFailed)];
        if (waiting.Length == 0)
            return [];
        int samples = waiting[0].WindowSamples;
        IEnumerable<OpenPassage> others = _mixes ? waiting.OrderBy(open => Math.Abs(open.WindowSamples - samples)) : waiting.Where(open => open.WindowSamples == samples);
        OpenPassage[] round = [.. others.Take(Math.Min(plan.BatchSize, (waiting.Length + plan.Workers - 1) / plan.Workers))];
        foreach (OpenPassage open in round)
            open.IsInRound = true;
        return round;
    }

    /// <summary>Whether any passage is in a round.</summary>
    public bool AnyInRounds => _passages.Any(open => open.IsInRound);

    /// <summary>Whether a passage of the recording is in a round.</summary>
    public bool IsInRound(Recording recording) => _passages.Any(open => open.IsInRound && open.Recording == recording);

    /// <summary>Ends a round, and forgets passages that are done and those of recordings that have failed.</summary>
    public void Tidy(IReadOnlyList<OpenPassage> round)
    {
        foreach (OpenPassage open in round)
            open.IsInRound = false;
        _passages.RemoveAll(open => !open.IsInRound && (open.Passage.Done || open.Recording.HasFailed));
    }
}
