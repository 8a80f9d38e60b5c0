using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>A part of a recording without a gap, and its chunks.</summary>
internal sealed class ChunkedRange(SampleRange range)
{
    public SampleRange Range => range;

    public List<ChunkPassage> Chunks { get; } = [];

    /// <summary>The merged text, once every chunk is done.</summary>
    public IReadOnlyList<Segment> Segments(TranscriptionPlan plan)
    {
        double start = (double)range.Start / plan.Model.Features.SampleRate;
        var merger = new ChunkMerger(plan.Model.Tokenizer, plan.Options.Timestamps, plan.Options.WordTimestamps, start);
        foreach (ChunkPassage chunk in Chunks)
            merger.Add(chunk.Tokens, chunk.Stride);
        return MergedTranscript.Of(plan, merger.Finish(), TimeSpan.FromSeconds(start), TimeSpan.FromSeconds((double)Chunks[^1].End / plan.Model.Features.SampleRate));
    }
}
