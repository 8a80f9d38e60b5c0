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

    /// <summary>Where the part ends, once all of its clips were given.</summary>
    public long End { get; private set; }

    /// <summary>Hears all of a part by itself; returns where the part ends.</summary>
    /// <param name="range">The part, which may end behind the recording.</param>
    /// <param name="scale">What it is normalised by.</param>
    /// <param name="accept">Takes the next frames: those of a chunk from one up to and without another.</param>
    /// <param name="report">Told how far it got.</param>
    public long Run(SampleRange range, IRecordingScale? scale, Action<CtcScores, int, int> accept, Action<long> report)
    {
        foreach (CtcClip clip in Clips(range, scale, report))
        {
            plan.Model.Score(call, plan.Head, [clip]);
            accept(clip.Scores, clip.From, clip.To);
        }

        return End;
    }

    /// <summary>The chunks of a part, each to be heard before the next is asked for; lets go of the sound that is done.</summary>
    /// <inheritdoc cref="Run" path="/param"/>
    public IEnumerable<CtcClip> Clips(SampleRange range, IRecordingScale? scale, Action<long> report)
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
                yield return new CtcClip(audio, start, (int)(end - start), scale, watches) { From = core - from, To = coreEnd - from };
            if (isLast)
            {
                End = end;
                yield break;
            }

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
