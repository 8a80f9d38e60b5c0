namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// The passages of a call that are under way, in the order in which they were begun. More are held than are heard together where windows differ in length, so that
/// a round has those of like length; but no more audio waits than a round of full windows has, so that only short ones are many.
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
    public int Most { get; } = plan.FitsWindows ? RoundsHeld * plan.BatchSize : plan.BatchSize;

    /// <summary>Whether one more may be begun, however long its window turns out to be.</summary>
    public bool HasRoom
    {
        get
        {
            long window = plan.Model.Features.WindowSamples;
            return _passages.Count < Most && _passages.Sum(open => (long)open.Passage.Samples) + window <= plan.BatchSize * window;
        }
    }

    public void Add(Recording recording, IPassage passage) => _passages.Add(new OpenPassage(plan, recording, passage));

    /// <summary>
    /// The passages whose next windows are heard together: the one that was begun first, so that none waits for ever, and those whose windows are nearest to its own in length, which have about
    /// as much to say. Where the decoder takes windows of one length only, those of its length.
    /// </summary>
    public IReadOnlyList<OpenPassage> NextRound()
    {
        OpenPassage[] waiting = [.. _passages.Where(open => !open.Recording.HasFailed)];
        if (waiting.Length == 0)
            return [];
        int samples = waiting[0].WindowSamples;
        IEnumerable<OpenPassage> others = _mixes ? waiting.OrderBy(open => Math.Abs(open.WindowSamples - samples)) : waiting.Where(open => open.WindowSamples == samples);
        return [.. others.Take(plan.BatchSize)];
    }

    /// <summary>Forgets passages that are done, and those of recordings that have failed.</summary>
    public void Tidy() => _passages.RemoveAll(open => open.Passage.Done || open.Recording.HasFailed);
}
