using Speech.Sdk.Audio;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper;

/// <summary>A loaded Whisper model.</summary>
internal sealed class WhisperRecognizer : ISpeechRecognizer
{
    private readonly WhisperModel _model;
    private volatile bool _disposed;

    public WhisperRecognizer(ModelFolder folder, WhisperConfig config, IWhisperGraphs graphs, WhisperTokenizer tokenizer, string precision)
    {
        WhisperFeatureOptions features = folder.Has(WhisperFeatureOptions.FileName)
            ? WhisperFeatureOptions.Load(folder.PathOf(WhisperFeatureOptions.FileName))
            : new WhisperFeatureOptions { Mels = config.MelBins };
        if (features.Mels != config.MelBins)
        {
            throw new ModelFolderException(
                $"{folder.Path}: {WhisperFeatureOptions.FileName} says {features.Mels} mel bins, config.json {config.MelBins}; both must come from one checkpoint.");
        }

        _model = new WhisperModel(folder.Name, config, graphs, tokenizer, new WhisperFeatures(features));
        Info = new RecognizerInfo
        {
            Model = folder.Name,
            Family = "whisper",
            Languages = tokenizer.IsMultilingual ? [.. tokenizer.Languages.All.Select(language => language.Code)] : ["en"],
            SampleRate = features.SampleRate,
            Precision = precision,
            CanTranslate = tokenizer.IsMultilingual,
            CanDetectLanguage = tokenizer.IsMultilingual,
            ExecutionProvider = graphs.Provider,
        };
    }

    public RecognizerInfo Info { get; }

    public async Task<Transcript> TranscribeAsync(AudioSource audio, TranscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        (await TranscribeBatchAsync([audio], options, cancellationToken).ConfigureAwait(false))[0];

    public Task<IReadOnlyList<Transcript>> TranscribeBatchAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audios);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var plan = new TranscriptionPlan(_model, options ?? new TranscriptionOptions());
        return Task.Run(() => new BatchTranscription(plan, cancellationToken).Run(audios), cancellationToken);
    }

    public void Dispose()
    {
        _disposed = true;
        _model.Graphs.Dispose();
    }
}
