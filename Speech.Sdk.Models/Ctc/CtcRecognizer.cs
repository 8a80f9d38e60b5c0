using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Ctc.Streaming;
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
        ArgumentNullException.ThrowIfNull(audios);
        if (audios.Contains(null!))
            throw new ArgumentNullException(nameof(audios), "One of the recordings is null.");
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        var plan = new CtcPlan(_model, options ?? new TranscriptionOptions());
        return Task.Run(() => Transcribe(plan, audios, cancellationToken), cancellationToken);
    }

    public IAsyncEnumerable<TranscriptUpdate> StreamAsync(LiveAudio audio, StreamingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        return CtcListener.Session(_model, options ?? new StreamingOptions(), TimeProvider.System).RunAsync(audio, _use, cancellationToken);
    }

    public void Dispose() => _use.End();

    private IReadOnlyList<Transcript> Transcribe(CtcPlan plan, IReadOnlyList<AudioSource> audios, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_use.TryEnter(), this);
        try
        {
            using var call = new InferenceCall(cancellationToken);
            List<Transcript> transcripts = [];
            foreach (AudioSource audio in audios)
            {
                using CtcRecording recording = new(plan, call, audio, transcripts.Count);
                transcripts.Add(recording.Transcribe());
            }

            return transcripts;
        }
        finally
        {
            _use.Leave();
        }
    }
}
