using System.Diagnostics;
using System.Runtime.CompilerServices;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Pool;
using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>One live stream: sound in, what there is to say of it out. All that it holds is small, but for the words of its transcript.</summary>
internal sealed class LiveHearing : IDisposable
{
    private readonly KyutaiSttModel _model;
    private readonly KyutaiSttPlan _plan;
    private readonly InferenceCall _call;
    private readonly PooledStream _stream;
    private readonly FrameBuffer _frames;
    private readonly StreamText _text;
    private readonly StreamNews _news;
    private readonly TextGaps _gaps = new();
    private readonly TimeSpan? _timeout;
    private readonly StreamWatches _watches = new();
    private readonly float[] _turn;
    private TextWatch? _watch;
    private int _accepted;
    private bool _ended;

    private LiveHearing(KyutaiSttModel model, KyutaiSttPlan plan, StreamingOptions options, InferenceCall call, TimeProvider time, PooledStream stream)
    {
        (_model, _plan, _call, _stream) = (model, plan, call, stream);
        _frames = new FrameBuffer(model.Timing);
        _text = new StreamText(model.Timeline(), model.IsText);
        _news = new StreamNews(model, options, _text, time);
        _timeout = plan.Watches ? options.TextTimeout : null;
        _turn = new float[StreamPool.LongestTurn * model.Timing.Frame];
    }

    public TimeSpan Heard => _model.Timing.Time(_frames.Heard);

    /// <summary>Whether there is something to say.</summary>
    public bool HasNews => _news.Any(Heard);

    /// <summary>Takes a place among the model's streams.</summary>
    /// <inheritdoc cref="StreamPool.JoinLiveAsync" path="/exception"/>
    public static async Task<LiveHearing> JoinAsync(KyutaiSttModel model, KyutaiSttPlan plan, StreamingOptions options, InferenceCall call, TimeProvider time) =>
        new(model, plan, options, call, time, await model.Pool.JoinLiveAsync(call.Token).ConfigureAwait(false));

    /// <summary>The first step, before any sound.</summary>
    public async Task BeginAsync()
    {
        Watch();
        await _stream.BeginAsync(_call.Token).ConfigureAwait(false);
        Accept(frames: 0);
    }

    /// <summary>Takes sound.</summary>
    /// <param name="samples">Mono at the model's rate.</param>
    /// <param name="behind">How far computing is behind it.</param>
    public void Append(ReadOnlySpan<float> samples, TimeSpan behind)
    {
        _frames.Append(samples);
        _news.BeginBlock(behind);
    }

    /// <summary>Takes something for the next update to say besides, if there is.</summary>
    public void Note(string? note) => _news.Note(note);

    /// <summary>Steps over the whole frames that there are; false if there are none. Allocates nothing but what is news.</summary>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> StepAsync()
    {
        _call.Token.ThrowIfCancellationRequested();
        int frames = _frames.Take(_turn);
        if (frames == 0)
            return false;
        long start = Stopwatch.GetTimestamp();
        _accepted = 0;
        await _stream.HearAsync(_turn, frames, _call.Token).ConfigureAwait(false);
        _watches.Steps += Stopwatch.GetElapsedTime(start);
        Accept(frames);
        return true;
    }

    /// <summary>The sound has ended; the steps over the silence behind it remain.</summary>
    public void End()
    {
        _frames.End();
        _text.EndAudio(Heard);
        _news.BeginBlock(TimeSpan.Zero);
        _ended = true;
    }

    /// <summary>All steps are done.</summary>
    public void Finish()
    {
        _text.Finish();
        _news.End();
    }

    public TranscriptUpdate Describe() => _news.Describe(Heard);

    /// <summary>The last update, with the transcript.</summary>
    /// <param name="lost">What of the audio could not be used.</param>
    public TranscriptUpdate Result(IReadOnlyList<string> lost)
    {
        TranscriptParts parts = new(_model, _plan.Options);
        SampleRange all = new(0, _frames.Heard);
        parts.Add(all, _text);
        string[] warnings = [.. lost, .. _news.Warnings, .. _watch?.Summary() is { } warning ? new[] { warning } : []];
        return Describe() with { Transcript = parts.ToTranscript(_frames.Heard, [all], _watches.ToDiagnostics(_model, warnings)) };
    }

    /// <summary>Writes all that the stream needs to go on; false if it cannot, its sound has ended or nothing was heard yet: what was kept before counts then.</summary>
    public async Task<bool> SaveAsync(BinaryWriter target)
    {
        if (_ended || _frames.Heard == 0)
            return false;
        await _stream.SettleAsync().ConfigureAwait(false);
        if (_stream.Failure is not null)
            return false;
        // Of a call that was cancelled, steps may have been taken that it did not wait for; the watch hears nothing any more.
        Accept(frames: 0);
        _frames.Save(target);
        _text.Save(target);
        _news.Save(target);
        _gaps.Save(target);
        target.Write(_watches.StepCount);
        await _stream.SaveAsync(target).ConfigureAwait(false);
        return true;
    }

    /// <summary>Makes the stream what was saved.</summary>
    /// <exception cref="InvalidDataException">It is not what was saved.</exception>
    public async Task RestoreAsync(BinaryReader source)
    {
        _frames.Restore(source);
        _text.Restore(source);
        _news.Restore(source);
        _gaps.Restore(source);
        _watches.StepCount = source.ReadInt64();
        await _stream.RestoreAsync(source).ConfigureAwait(false);
        Watch();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _watch?.Dispose();
    }

    private void Watch() => _watch = _timeout is { } longest
        ? new TextWatch(_model.VoiceActivity, _model.Timing, longest, _model.Timing.Time(_frames.Taken), _gaps, _call) : null;

    /// <summary>Takes what came of the last turn, as far as that was not done.</summary>
    /// <param name="frames">The frames that the watch hears.</param>
    private void Accept(int frames)
    {
        ReadOnlySpan<TextToken> tokens = _stream.Tokens;
        while (_accepted < tokens.Length)
        {
            int step = _accepted++;
            bool isText = _model.IsText(tokens[step].Id);
            _watches.StepCount++;
            _text.Accept(tokens[step]);
            _news.Step(isText, _stream.Pauses(step), Written);
            if (step < frames)
                _news.Note(_watch?.Step(_turn.AsSpan(step * _model.Timing.Frame, _model.Timing.Frame), isText));
        }
    }

    /// <summary>Up to where in the sound text has been written: a step knows as much sound as there were frames, and its text comes late.</summary>
    private TimeSpan Written => _model.Timing.Time(((_watches.StepCount - 1) * _model.Timing.Frame) - _model.Timing.Prefix) - _model.Timing.Delay;
}
