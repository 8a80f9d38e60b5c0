using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Audio.Live;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>A call for live audio: read ahead on a task of its own, and heard frame by frame in the steps that all streams share.</summary>
internal sealed class LiveStream
{
    private const int FramesAtOnce = 5;

    private readonly KyutaiSttModel _model;
    private readonly StreamingOptions _options;
    private readonly KyutaiSttPlan _plan;
    private readonly TimeProvider _time;

    /// <exception cref="InvalidOptionException">An option is out of range, has no meaning for live audio, or does not fit the model.</exception>
    public LiveStream(KyutaiSttModel model, StreamingOptions options, TimeProvider time)
    {
        _plan = KyutaiSttPlan.ForStream(model.Name, model.Timing, options);
        (_model, _options, _time) = (model, options, time);
    }

    /// <param name="audio">The stream.</param>
    /// <param name="use">The recogniser's model, held until the enumeration ends.</param>
    /// <param name="cancellationToken">Ends the call; steps that others are in go on.</param>
    public async IAsyncEnumerable<TranscriptUpdate> RunAsync(LiveAudio audio, SharedUse use, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!use.TryEnter(), typeof(ISpeechRecognizer));
        try
        {
            using InferenceCall call = new(cancellationToken);
            using StreamKeeper? keeper = _options.StatePath is { } path ? new StreamKeeper(new StateFile(path, _model.Hash), _options.StateInterval, _time) : null;
            bool goesOn = keeper?.Read() == true;
            using LiveHearing hearing = await LiveHearing.JoinAsync(_model, _plan, _options, call, _time).ConfigureAwait(false);
            if (goesOn)
                await keeper!.RestoreAsync(hearing).ConfigureAwait(false);
            else
                await hearing.BeginAsync().ConfigureAwait(false);
            bool ended = false, told = false;
            try
            {
                if (goesOn)
                    yield return hearing.Describe();
                float[] block = new float[FramesAtOnce * _model.Timing.Frame];
                await using var source = new ReadAhead(audio, _model.Timing.SampleRate, _time, cancellationToken);
                int count;
                while ((count = await source.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    hearing.Append(block.AsSpan(0, count), source.Behind);
                    while (await hearing.StepAsync().ConfigureAwait(false))
                    {
                        if (hearing.HasNews)
                            yield return hearing.Describe();
                    }

                    if (keeper is not null)
                        hearing.Note(await keeper.SaveIfDueAsync(hearing).ConfigureAwait(false));
                }

                // What is kept can go on, so nothing is brought to an end; and who stops a call often stops its source a little earlier.
                if (keeper is not null)
                {
                    if (source.Failure is OperationCanceledException)
                        source.ThrowIfFailed();
                    string? note = await keeper.TrySaveAsync(hearing).ConfigureAwait(false);
                    hearing.Note(note);
                    told = source.Failure is not null;
                    if (told && note is not null)
                        yield return hearing.Describe();
                    source.ThrowIfFailed();
                }

                // Of silence alone a model may write something, and nobody has spoken.
                if (hearing.Heard == TimeSpan.Zero)
                {
                    source.ThrowIfFailed();
                    throw new AudioFormatException($"{audio.Name}: the stream ended before any audio came; look at what makes it.");
                }

                hearing.End();
                while (await hearing.StepAsync().ConfigureAwait(false))
                {
                    if (hearing.HasNews)
                        yield return hearing.Describe();
                }

                hearing.Finish();
                if (hearing.HasNews)
                    yield return hearing.Describe();
                source.ThrowIfFailed();
                ended = true;
                yield return hearing.Result(audio.Warnings);
            }
            finally
            {
                if (ended)
                    keeper?.Delete();
                else if (keeper is not null && !told)
                    await keeper.SaveAsync(hearing).ConfigureAwait(false);
            }
        }
        finally
        {
            use.Leave();
        }
    }
}
