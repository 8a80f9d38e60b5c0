using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Pool;
using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>
/// A range of a recording as a stream of its own: some seconds are read and encoded while the shared steps write the text of the seconds before.
/// No more than that is held.
/// </summary>
internal sealed class RangeStream(KyutaiSttModel model, SessionThread thread, InferenceCall call, StreamWatches watches, TextWatch? watch)
{
    private readonly FrameBuffer _frames = new(model.Timing);
    private readonly StreamText _text = new(model.Timeline(), model.IsText);
    private EncodedPart _next = new(model);
    private EncodedPart _stepping = new(model);
    private Task? _steps;

    /// <summary>Where the range really ended, once it was heard.</summary>
    public long End { get; private set; }

    /// <param name="audio">The recording, which reaches into the range.</param>
    /// <param name="range">The range, in samples.</param>
    /// <param name="report">Called with the position reached.</param>
    /// <returns>What was said, with times from the range's beginning.</returns>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public async Task<StreamText> RunAsync(AudioWindow audio, SampleRange range, Action<long> report)
    {
        using PooledStream stream = await model.Pool.JoinAsync(call.Token).ConfigureAwait(false);
        using IRecordingEncoder encoder = model.RecordingEncoder();
        await stream.BeginAsync(call.Token).ConfigureAwait(false);
        Accept(stream, part: null);
        End = range.Start;
        for (bool ended = false; !ended;)
        {
            ended = await thread.Run(() => Read(audio, range), call.Token).ConfigureAwait(false);
            while (await thread.Run(() => Encode(encoder), call.Token).ConfigureAwait(false))
            {
                await FinishStepsAsync(stream).ConfigureAwait(false);
                (_next, _stepping) = (_stepping, _next);
                _steps = stream.TakeAsync(_stepping.Codes, _stepping.Frames, call.Token).AsTask();
            }

            report(End);
        }

        await FinishStepsAsync(stream).ConfigureAwait(false);
        _text.Finish();
        return _text;
    }

    /// <summary>Reads on by some seconds; true at the end.</summary>
    private bool Read(AudioWindow audio, SampleRange range)
    {
        long start = Stopwatch.GetTimestamp();
        long to = audio.ReadTo(Math.Min(range.End, End + ((long)StreamPool.LongestTurn * model.Timing.Frame)));
        using (AudioSlice slice = audio.Slice(End, (int)(to - End)))
            _frames.Append(slice.Samples);
        audio.Release(to);
        End = to;
        bool ended = to == range.End || (audio.Ended && to == audio.End);
        if (ended)
        {
            _frames.End();
            _text.EndAudio(model.Timing.Time(_frames.Heard));
        }

        watches.Audio += Stopwatch.GetElapsedTime(start);
        return ended;
    }

    /// <summary>Encodes the frames that are there; false if there are none.</summary>
    private bool Encode(IRecordingEncoder encoder)
    {
        if (!_next.Fill(_frames))
            return false;
        long start = Stopwatch.GetTimestamp();
        _next.Encode(encoder, call.Token);
        watches.Encoder += Stopwatch.GetElapsedTime(start);
        return true;
    }

    private async Task FinishStepsAsync(PooledStream stream)
    {
        if (_steps is null)
            return;
        long start = Stopwatch.GetTimestamp();
        await _steps.ConfigureAwait(false);
        watches.Steps += Stopwatch.GetElapsedTime(start);
        _steps = null;
        await thread.Run(() => Accept(stream, _stepping), call.Token).ConfigureAwait(false);
    }

    private void Accept(PooledStream stream, EncodedPart? part)
    {
        ReadOnlySpan<TextToken> tokens = stream.Tokens;
        for (int step = 0; step < tokens.Length; step++)
        {
            _text.Accept(tokens[step]);
            if (part is not null)
                watch?.Step(part.Frame(step), model.IsText(tokens[step].Id));
        }

        watches.StepCount += tokens.Length;
    }
}
