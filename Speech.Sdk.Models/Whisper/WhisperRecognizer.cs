using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Recordings.Results;
using Speech.Sdk.Models.Whisper.Journal;
using Speech.Sdk.Models.Whisper.Languages;
using Speech.Sdk.Models.Whisper.Streaming;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper;

/// <summary>A loaded Whisper model.</summary>
internal sealed class WhisperRecognizer : ISpeechRecognizer, ILanguageIdentifier
{
    private readonly WhisperModel _model;
    private readonly SharedUse _use;

    public WhisperRecognizer(WhisperModel model, string precision)
    {
        _model = model;
        _use = new SharedUse(model);
        WhisperTokenizer tokenizer = model.Tokenizer;
        Info = new RecognizerInfo
        {
            Model = model.Name,
            Family = "whisper",
            Languages = tokenizer.IsMultilingual ? [.. tokenizer.Languages.All.Select(language => language.Code)] : ["en"],
            SampleRate = model.Features.SampleRate,
            Precision = precision,
            CanTranslate = tokenizer.IsMultilingual,
            CanDetectLanguage = tokenizer.IsMultilingual,
            CanStream = model.Graphs.CanAlign,
            CanResume = true,
            Workers = model.Workers,
            ExecutionProvider = model.Graphs.Provider,
            ProviderReport = model.ProviderReport,
        };
    }

    public RecognizerInfo Info { get; }

    public async Task<Transcript> TranscribeAsync(AudioSource audio, TranscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        (await TranscribeBatchAsync([audio], options, cancellationToken).ConfigureAwait(false))[0];

    public Task<IReadOnlyList<Transcript>> TranscribeBatchAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        TranscriptionPlan plan = Plan(audios, options);
        return AllTranscripts.RunAsync(audios.Count, (results, stop) => Transcribe(plan, audios, results, stop), cancellationToken);
    }

    public IAsyncEnumerable<RecordingResult> TranscribeEachAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        TranscriptionPlan plan = Plan(audios, options);
        return ResultStream.RunAsync((results, stop) => Transcribe(plan, audios, results, stop), cancellationToken);
    }

    public Task<SpokenLanguages> IdentifyLanguagesAsync(
        AudioSource audio, LanguageIdentificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        var table = new SpokenLanguageTable(_model, options ?? new LanguageIdentificationOptions());
        return OwnThread.Run(() => _use.Run(this, () => Operations.IdentifyLanguages.Run(Info, 1, () => table.Read(audio, cancellationToken))), cancellationToken);
    }

    public IAsyncEnumerable<TranscriptUpdate> StreamAsync(LiveAudio audio, StreamingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        return MeasuredStream.Of(Info, WhisperListener.Session(_model, options ?? new StreamingOptions(), TimeProvider.System).RunAsync(audio, _use, cancellationToken));
    }

    public void Dispose() => _use.End();

    private TranscriptionPlan Plan(IReadOnlyList<AudioSource> audios, TranscriptionOptions? options)
    {
        RecordingList.Require(audios);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        TranscriptionPlan plan = new(_model, options ?? new TranscriptionOptions());
        return plan.Options.JournalPath is null || audios.Count == 1 ? plan
            : throw new InvalidOptionException($"JournalPath is given with {audios.Count} recordings; a journal is of one, so give one a call.");
    }

    private void Transcribe(TranscriptionPlan plan, IReadOnlyList<AudioSource> audios, ITranscriptSink results, CancellationToken cancellationToken) => _use.Run(this, () =>
        MeasuredResults.Run(Info, audios.Count, results, measured =>
        {
            using WindowJournal? journal = plan.Options.JournalPath is { } path ? WindowJournal.Open(path, JournalHeader.Of(Info, plan.Options, audios[0])) : null;
            if (new BatchTranscription(plan, journal, measured, cancellationToken).Run(audios))
                journal?.Delete();
        }));
}
