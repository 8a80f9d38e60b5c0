using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Ctc.Streaming;
using Speech.Sdk.Models.Recordings.Results;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Ctc;

/// <summary>A loaded CTC model of any family.</summary>
internal sealed class CtcRecognizer : ISpeechRecognizer
{
    private readonly CtcModel _model;
    private readonly SharedUse _use;

    public CtcRecognizer(CtcModel model)
    {
        _model = model;
        _use = new SharedUse(model);
        Info = new RecognizerInfo
        {
            Model = model.Name,
            Family = model.Family,
            Languages = model.Heads.Languages,
            SampleRate = model.FrontEnd.SampleRate,
            Precision = model.Precision,
            CanStream = true,
            ExecutionProvider = model.Graph.Provider,
            ProviderReport = model.ProviderReport,
        };
    }

    public RecognizerInfo Info { get; }

    public async Task<Transcript> TranscribeAsync(AudioSource audio, TranscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        (await TranscribeBatchAsync([audio], options, cancellationToken).ConfigureAwait(false))[0];

    public Task<IReadOnlyList<Transcript>> TranscribeBatchAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        CtcPlan plan = Plan(audios, options);
        return AllTranscripts.RunAsync(audios.Count, (results, stop) => Transcribe(plan, audios, results, stop), cancellationToken);
    }

    public IAsyncEnumerable<RecordingResult> TranscribeEachAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        CtcPlan plan = Plan(audios, options);
        return ResultStream.RunAsync((results, stop) => Transcribe(plan, audios, results, stop), cancellationToken);
    }

    public IAsyncEnumerable<TranscriptUpdate> StreamAsync(LiveAudio audio, StreamingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        return MeasuredStream.Of(Info, CtcListener.Session(_model, options ?? new StreamingOptions(), TimeProvider.System).RunAsync(audio, _use, cancellationToken));
    }

    public void Dispose() => _use.End();

    private CtcPlan Plan(IReadOnlyList<AudioSource> audios, TranscriptionOptions? options)
    {
        RecordingList.Require(audios);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        return new CtcPlan(_model, options ?? new TranscriptionOptions());
    }

    private void Transcribe(CtcPlan plan, IReadOnlyList<AudioSource> audios, ITranscriptSink results, CancellationToken cancellationToken) => _use.Run(this, () =>
        MeasuredResults.Run(Info, audios.Count, results, measured =>
        {
            using InferenceCall call = new(cancellationToken);
            new CtcBatch(plan, call, measured).Run(audios);
        }));
}
