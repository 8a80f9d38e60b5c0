using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Sessions;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.KyutaiStt;

/// <summary>A loaded Kyutai STT model.</summary>
internal sealed class KyutaiSttRecognizer : ISpeechRecognizer
{
    private const int RecordingsAtOnce = 8;

    private readonly KyutaiSttModel _model;
    private readonly SharedUse _use;

    public KyutaiSttRecognizer(KyutaiSttModel model)
    {
        _model = model;
        _use = new SharedUse(model);
        Info = new RecognizerInfo
        {
            Model = model.Name,
            Family = KyutaiSttFamily.FamilyName,
            Languages = [],
            SampleRate = model.Timing.SampleRate,
            Precision = model.Precision,
            CanStream = true,
            CanKeepState = true,
            ConcurrentRecordings = Math.Min(RecordingsAtOnce, model.MaxStreams),
            ExecutionProvider = model.Provider,
            ProviderReport = model.ProviderReport,
        };
    }

    public RecognizerInfo Info { get; }

    public async Task<Transcript> TranscribeAsync(AudioSource audio, TranscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        (await TranscribeBatchAsync([audio], options, cancellationToken).ConfigureAwait(false))[0];

    public Task<IReadOnlyList<Transcript>> TranscribeBatchAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        RecordingList.Require(audios);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        KyutaiSttPlan plan = new(_model.Name, _model.Timing, options ?? new TranscriptionOptions());
        return Task.Run(() => TranscribeAsync(plan, audios, cancellationToken), cancellationToken);
    }

    public IAsyncEnumerable<TranscriptUpdate> StreamAsync(LiveAudio audio, StreamingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        return MeasuredStream.Of(Info, new LiveStream(_model, options ?? new StreamingOptions(), TimeProvider.System).RunAsync(audio, _use, cancellationToken));
    }

    public void Dispose() => _use.End();

    private async Task<IReadOnlyList<Transcript>> TranscribeAsync(KyutaiSttPlan plan, IReadOnlyList<AudioSource> audios, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_use.TryEnter(), this);
        using Activity? activity = Instruments.Stage(SpeechTelemetry.Activities.Transcribe, audios.Count);
        activity?.SetTag(SpeechTelemetry.Tags.Model, Info.Model);
        try
        {
            Transcript[] transcripts = new Transcript[audios.Count];
            ParallelOptions together = new() { MaxDegreeOfParallelism = plan.Options.BatchSize, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, audios.Count, together, async (index, token) =>
            {
                using InferenceCall call = new(token);
                transcripts[index] = await MeasuredRecording.RunAsync(Info, index, () => new RecordingSession(_model, plan, call, index).RunAsync(audios[index])).ConfigureAwait(false);
            }).ConfigureAwait(false);
            return transcripts;
        }
        catch (Exception error)
        {
            Instruments.Mark(activity, error);
            throw;
        }
        finally
        {
            _use.Leave();
        }
    }
}
