using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Recordings;

/// <summary>An account of stretches of a recording, in samples; adjacent ones that say the same are one.</summary>
internal sealed class CoverageLedger
{
    private readonly List<Entry> _entries = [];

    public void Add(long start, long end, CoverageKind kind, string? reason = null)
    {
        if (end <= start)
            return;
        if (_entries.Count > 0 && _entries[^1] is var last && last.End == start && last.Kind == kind && last.Reason == reason)
            _entries[^1] = last with { End = end };
        else
            _entries.Add(new Entry(start, end, kind, reason));
    }

    /// <summary>Lets the last stretch end elsewhere.</summary>
    public void Extend(long end)
    {
        if (_entries.Count > 0 && _entries[^1].End < end)
            _entries[^1] = _entries[^1] with { End = end };
    }

    /// <summary>The account of a whole recording: what no entry speaks of was found to hold no speech, or was not asked for.</summary>
    /// <exception cref="InvalidOperationException">The entries overlap or leave the recording; a bug.</exception>
    public static IReadOnlyList<CoverageSpan> Close(IEnumerable<CoverageLedger> ledgers, long length, int sampleRate, IReadOnlyList<SampleRange> asked)
    {
        var whole = new CoverageLedger();
        long done = 0;
        foreach (Entry entry in ledgers.SelectMany(ledger => ledger._entries))
        {
            if (entry.Start < done || entry.End > length)
                throw new InvalidOperationException($"Samples {entry.Start} to {entry.End} are accounted for twice or lie outside the recording of {length}, done to {done}.");
            whole.AddRest(done, entry.Start, asked);
            whole.Add(entry.Start, entry.End, entry.Kind, entry.Reason);
            done = entry.End;
        }

        whole.AddRest(done, length, asked);
        return [.. whole._entries.Select(entry => new CoverageSpan(Time(entry.Start), Time(entry.End), entry.Kind, entry.Reason))];

        TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / sampleRate);
    }

    private void AddRest(long start, long end, IReadOnlyList<SampleRange> asked)
    {
        foreach (SampleRange range in asked)
        {
            Add(start, Math.Min(range.Start, end), CoverageKind.Dropped, "outside the ranges asked for");
            start = Math.Max(start, Math.Min(range.Start, end));
            Add(start, Math.Min(range.End, end), CoverageKind.RemovedByVad, "no speech found");
            start = Math.Max(start, Math.Min(range.End, end));
        }

        Add(start, end, CoverageKind.Dropped, "outside the ranges asked for");
    }

    private readonly record struct Entry(long Start, long End, CoverageKind Kind, string? Reason);
}
