using Speech.Sdk.Audio;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>
/// Chunks of one length that overlap, cut from each part of a recording, and their texts merged where they agree (transformers,
/// automatic_speech_recognition.py, <c>chunk_iter</c>).
/// </summary>
/// <param name="plan">The call's options.</param>
/// <param name="audio">The recording.</param>
/// <param name="source">The parts; disposed with this.</param>
internal sealed class ChunkedPassages(TranscriptionPlan plan, AudioWindow audio, IPassageSource source) : IPassages
{
    private readonly ChunkPlan _chunks = plan.Chunks;
    private readonly Queue<SampleRange> _ranges = [];
    private readonly List<ChunkedRange> _begun = [];

    // Where the next chunk of the last range that was begun begins, or null where it has none.
    private long? _next;

    public long NeededFrom => _next ?? (_ranges.TryPeek(out SampleRange range) ? range.Start : source.NeededFrom);

    public IEnumerable<Segment> Segments => _begun.SelectMany(range => range.Segments(plan));

    public bool IsOver => _next is null && _ranges.Count == 0 && source.IsOver;

    public IPassage? Next()
    {
        while (_next is null)
        {
            if (!_ranges.TryDequeue(out SampleRange range))
            {
                if (source.Next() is not { } stretch)
                    return null;
                stretch.Ranges.ToList().ForEach(_ranges.Enqueue);
            }
            else
            {
                audio.Skip(range.Start);
                if (audio.ReadTo(range.Start + 1) <= range.Start)
                    continue;
                _begun.Add(new ChunkedRange(range));
                _next = range.Start;
            }
        }

        return Next(_begun[^1], _next.Value);
    }

    public void Dispose() => source.Dispose();

    private ChunkPassage Next(ChunkedRange range, long start)
    {
        long end = start + _chunks.Length;
        // One sample more tells whether another chunk follows.
        long heard = audio.ReadTo(Math.Min(range.Range.End, end + 1));
        bool last = heard <= end;
        var chunk = new ChunkPassage(
            plan, new SampleRange(start, Math.Min(end, heard)), range.Chunks.Count == 0 ? 0 : _chunks.Left, last ? 0 : _chunks.Right,
            beginsRecording: _begun.Count == 1 && range.Chunks.Count == 0);
        range.Chunks.Add(chunk);
        _next = last ? null : start + _chunks.Step;
        return chunk;
    }
}
