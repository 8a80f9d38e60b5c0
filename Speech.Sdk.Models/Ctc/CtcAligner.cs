using Speech.Sdk.Alignments;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Telemetry;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Ctc;

/// <summary>A loaded CTC model of any family that aligns texts. All of a recording is heard: where there is speech follows from the text.</summary>
internal sealed class CtcAligner : IForcedAligner
{
    private static readonly SampleRange Everything = new(0, long.MaxValue);

    private readonly CtcModel _model;
    private readonly IFrontEnd _frontEnd;
    private readonly SharedUse _use;

    /// <exception cref="ModelFolderException">The model writes phonemes, which a text does not hold.</exception>
    public CtcAligner(CtcModel model)
    {
        (_model, _frontEnd, _use) = (model, model.FrontEnd, new SharedUse(model));
        if (model.Heads.All.All(head => head.Vocabulary.IsPhonemes))
        {
            model.Dispose();
            throw new ModelFolderException($"{model.Name} writes phonemes, which a text cannot be aligned by; give a model that writes letters.");
        }

        Info = new AlignerInfo
        {
            Model = model.Name,
            Family = model.Family,
            Languages = model.Heads.Languages,
            SampleRate = _frontEnd.SampleRate,
            Resolution = Time(_frontEnd.Hop),
            Precision = model.Precision,
            ExecutionProvider = model.Graph.Provider,
            ProviderReport = model.ProviderReport,
        };
    }

    public AlignerInfo Info { get; }

    public Task<Alignment> AlignAsync(AudioSource audio, string text, AlignmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentNullException.ThrowIfNull(text);
        ObjectDisposedException.ThrowIf(_use.IsOver, this);
        options ??= new AlignmentOptions();
        options.Validate();
        CtcPlan plan = new(_model, new TranscriptionOptions { Language = options.Language });
        return OwnThread.Run(() => _use.Run(this, () => Operations.Align.Run(Info, 1, () => Align(audio, text, plan, options, cancellationToken))), cancellationToken);
    }

    public void Dispose() => _use.End();

    private Alignment Align(AudioSource source, string text, CtcPlan plan, AlignmentOptions options, CancellationToken cancellationToken)
    {
        TextAligner aligner = new(text, plan.Head.Vocabulary, options.Untranscribed);
        using InferenceCall call = new(cancellationToken);
        using AudioWindow audio = new(source.Open(_frontEnd.SampleRate, cancellationToken));
        audio.ReadTo(plan.Whole + 1);
        IRecordingScale? scale = CtcScaleReader.Read(_frontEnd, source, audio, Everything, cancellationToken);
        new CtcChunkRun(plan, call, audio, new CtcWatches()).Run(Everything, scale, (scores, from, to) => aligner.Accept(scores.Slice(from, to), scores.Symbols), Report);
        audio.ReadToEnd();
        long length = audio.End;
        Report(length);
        return new Alignment
        {
            Lines = aligner.Align(frame => Time(Math.Min((long)frame * _frontEnd.Hop, length)), cancellationToken),
            Duration = Time(length),
            Model = _model.Name,
            ExecutionProvider = _model.Graph.Provider,
            Warnings = audio.Warnings,
        };

        void Report(long position) =>
            options.Progress?.Report(new TranscriptionProgress(0, Time(position), audio.Length is { } known ? Time(known) : null));
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _frontEnd.SampleRate);
}
