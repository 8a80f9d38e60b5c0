using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Sessions;
using Speech.Sdk.Models.Recordings.Results;
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
        return AllTranscripts.RunAsync(audios.Count, (results, stop) => TranscribeAsync(plan, audios, results, stop), cancellationToken);
    }

    public IAsyncEnumerable<TranscriptUpdate> StreamAsync(LiveAudio audio, StreamingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        return MeasuredStream.Of(Info, new LiveStream(_model, options ?? new StreamingOptions(), TimeProvider.System).RunAsync(audio, _use, cancellationToken));
    }

    public void Dispose() => _use.End();

    private async Task TranscribeAsync(KyutaiSttPlan plan, IReadOnlyList<AudioSource> audios, ITranscriptSink results, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_use.TryEnter(), this);
        try
        {
            ParallelOptions together = new() { MaxDegreeOfParallelism = plan.Options.RecordingsAtOnce, CancellationToken = cancellationToken };
            await MeasuredResults.RunAsync(Info, audios.Count, results, measured => Parallel.ForAsync(0, audios.Count, together, async (index, token) =>
            {
                using InferenceCall call = new(token);
                measured.Begin(index);
                try
                {
                    measured.Add(index, await new RecordingSession(_model, plan, call, index).RunAsync(audios[index]).ConfigureAwait(false));
                }
                catch (Exception error) when (measured.TryFail(index, error))
                {
                }
            })).ConfigureAwait(false);
        }
        finally
        {
            _use.Leave();
        }
    }
}
