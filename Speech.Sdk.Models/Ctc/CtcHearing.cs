using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Ctc;

/// <summary>
/// Hears a recording: parts of it become scores, each whole or in chunks that overlap. No more of the recording is held than a chunk,
/// unless it can be read only once.
/// </summary>
internal sealed class CtcHearing : IDisposable
{
    private const int BlockLength = 1 << 16;

    private readonly CtcModel _model;
    private readonly CtcHead _head;
    private readonly CtcChunks _chunks;
    private readonly InferenceCall _call;
    private readonly AudioSource _source;
    private readonly IFrontEnd _frontEnd;

    /// <exception cref="AudioFormatException">The recording cannot be read.</exception>
    public CtcHearing(CtcModel model, CtcHead head, CtcChunks chunks, InferenceCall call, AudioSource source)
    {
        (_model, _head, _chunks, _call, _source, _frontEnd) = (model, head, chunks, call, source, model.FrontEnd);
        Audio = new AudioWindow(source.Open(_frontEnd.SampleRate, call.Token));
    }

    /// <summary>Takes a chunk's scores, of which those of the frames from one up to and without another count.</summary>
    public delegate void Sink(CtcScores scores, int from, int to);

    public AudioWindow Audio { get; }

    public CtcWatches Watches { get; } = new();

    /// <summary>Reads what is to be known before a part is heard: where it ends, if it fits a chunk, and whether it has a frame.</summary>
    public (long End, bool HasFrames) Look(SampleRange range)
    {
        Audio.Skip(range.Start);
        long end = Timed(() => Audio.ReadTo(Math.Min(range.End, range.Start + ((long)_chunks.Length * _frontEnd.Hop) + 1)));
        return (end, !IsHeld(range) || _frontEnd.Frames(end - range.Start) > 0);
    }

    /// <summary>Hears a part that was looked at, chunk after chunk; what fits one is heard whole. Returns where it ended.</summary>
    public long Hear(SampleRange range, Sink accept, Action<long> report)
    {
        IRecordingScale? scale = Timed(() => Measure(range));
        for (int core = 0; ; core += _chunks.Core)
        {
            // The first chunk has nothing before it and hears as much more behind it.
            int from = Math.Max(0, core - _chunks.Left), to = from + _chunks.Length, coreEnd = core + _chunks.Core;
            long wanted = Sample(to) + _frontEnd.Overlap;
            long end = Timed(() => Audio.ReadTo(Math.Min(range.End, wanted + 1)));
            bool isLast = end <= wanted;
            if (isLast)
            {
                // And the last one, as much more before it.
                coreEnd = _frontEnd.Frames(end - range.Start);
                from = Math.Max(0, Math.Min(from, coreEnd - _chunks.Length));
            }

            long start = Sample(from);
            end = Math.Min(end, wanted);
            if (coreEnd > core)
                accept(_model.Score(_call, _head, Audio.Slice(start, (int)(end - start)), scale, Watches), core - from, coreEnd - from);
            if (isLast)
                return end;
            Audio.Release(Sample(coreEnd - _chunks.Length));
            report(Sample(coreEnd));
        }

        long Sample(int frame) => range.Start + ((long)frame * _frontEnd.Hop);
    }

    /// <summary>Does what counts as reading the recording.</summary>
    public T Timed<T>(Func<T> reading)
    {
        long start = Stopwatch.GetTimestamp();
        T read = reading();
        Watches.Audio += Stopwatch.GetElapsedTime(start);
        return read;
    }

    public void Dispose() => Audio.Dispose();

    private bool IsHeld(SampleRange range) => Audio.End >= range.End || Audio.Ended;

    /// <summary>What all chunks of a part are normalised by. What is not held is read for it, once more than otherwise; what can be read only once is held.</summary>
    private IRecordingScale? Measure(SampleRange range)
    {
        if (_frontEnd.Measure() is not { } measure)
            return null;
        using AudioWindow? again = IsHeld(range) || !_source.IsRepeatable ? null : new AudioWindow(_source.Open(_frontEnd.SampleRate, _call.Token));
        AudioWindow audio = again ?? Audio;
        audio.Skip(range.Start);
        for (long position = range.Start; ;)
        {
            long end = audio.ReadTo(Math.Min(range.End, position + BlockLength));
            if (end <= position)
                return measure.Scale();
            measure.Accept(audio.Slice(position, (int)(end - position)));
            again?.Release(end);
            position = end;
        }
    }
}
