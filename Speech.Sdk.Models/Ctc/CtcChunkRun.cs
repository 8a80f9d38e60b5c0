using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Ctc;

/// <summary>
/// Hears a part of a recording chunk after chunk; what fits one chunk is heard whole. Chunks overlap, and each gives the scores of its core alone,
/// which has context on both sides: there they are what one pass over everything would give, but for what the model hears over longer distances.
/// </summary>
internal sealed class CtcChunkRun(CtcPlan plan, InferenceCall call, AudioWindow audio, CtcWatches watches)
{
    private readonly IFrontEnd _frontEnd = plan.Model.FrontEnd;

    /// <summary>Hears all of a part, and lets go of the sound that is done; returns where the part ends.</summary>
    /// <param name="range">The part, which may end behind the recording.</param>
    /// <param name="scale">What it is normalised by.</param>
    /// <param name="accept">Takes the next frames: those of a chunk from one up to and without another.</param>
    /// <param name="report">Told how far it got.</param>
    public long Run(SampleRange range, IRecordingScale? scale, Action<CtcScores, int, int> accept, Action<long> report)
    {
        CtcChunks chunks = plan.Chunks;
        for (int core = 0; ; core += chunks.Core)
        {
            // The first chunk has nothing before it and hears as much more behind it.
            int from = Math.Max(0, core - chunks.Left), to = from + chunks.Length, coreEnd = core + chunks.Core;
            long wanted = Sample(to) + _frontEnd.Overlap;
            long end = Read(Math.Min(range.End, wanted + 1));
            bool isLast = end <= wanted;
            if (isLast)
            {
                // And the last one, as much more before it.
                coreEnd = _frontEnd.Frames(end - range.Start);
                from = Math.Max(0, Math.Min(from, coreEnd - chunks.Length));
            }

            long start = Sample(from);
            end = Math.Min(end, wanted);
            if (coreEnd > core)
                accept(plan.Model.Score(call, plan.Head, audio.Slice(start, (int)(end - start)), scale, watches), core - from, coreEnd - from);
            if (isLast)
                return end;
            audio.Release(Sample(coreEnd - chunks.Length));
            report(Sample(coreEnd));
        }

        long Sample(int frame) => range.Start + ((long)frame * _frontEnd.Hop);
    }

    private long Read(long end)
    {
        long start = Stopwatch.GetTimestamp();
        end = audio.ReadTo(end);
        watches.Audio += Stopwatch.GetElapsedTime(start);
        return end;
    }
}
