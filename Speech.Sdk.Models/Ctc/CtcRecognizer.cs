using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Ctc.Streaming;
using Speech.Sdk.Models.Recordings;
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
        var plan = new CtcPlan(_model, options ?? new TranscriptionOptions());
        return Task.Run(() => _use.Run(this, () => Transcribe(plan, audios, cancellationToken)), cancellationToken);
    }

    public IAsyncEnumerable<TranscriptUpdate> StreamAsync(LiveAudio audio, StreamingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        return CtcListener.Session(_model, options ?? new StreamingOptions(), TimeProvider.System).RunAsync(audio, _use, cancellationToken);
    }

    public void Dispose() => _use.End();

    private static IReadOnlyList<Transcript> Transcribe(CtcPlan plan, IReadOnlyList<AudioSource> audios, CancellationToken cancellationToken)
    {
        using var call = new InferenceCall(cancellationToken);
        return new CtcBatch(plan, call).Run(audios);
    }
}
