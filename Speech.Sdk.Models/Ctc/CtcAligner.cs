using Speech.Sdk.Alignments;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.FrontEnds;
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
        CtcHead head = _model.Heads.Find(_model.Name, options.Language);
        return Task.Run(() => Align(audio, new TextAligner(text, head.Vocabulary, options.Untranscribed), head, options, cancellationToken), cancellationToken);
    }

    public void Dispose() => _use.End();

    private Alignment Align(AudioSource source, TextAligner aligner, CtcHead head, AlignmentOptions options, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_use.TryEnter(), this);
        try
        {
            using InferenceCall call = new(cancellationToken);
            using CtcHearing hearing = new(_model, head, CtcChunks.Of(null, _frontEnd.Hop, _frontEnd.SampleRate), call, source);
            if (hearing.Look(Everything).HasFrames)
                hearing.Hear(Everything, (scores, from, to) => aligner.Accept(scores.Slice(from, to), scores.Symbols), Report);
            hearing.Audio.ReadToEnd();
            long length = hearing.Audio.End;
            Report(length);
            return new Alignment
            {
                Lines = aligner.Align(frame => Time(Math.Min((long)frame * _frontEnd.Hop, length)), cancellationToken),
                Duration = Time(length),
                Model = _model.Name,
                ExecutionProvider = _model.Graph.Provider,
                Warnings = hearing.Audio.Warnings,
            };

            void Report(long position) =>
                options.Progress?.Report(new TranscriptionProgress(0, Time(position), hearing.Audio.Length is { } known ? Time(known) : null));
        }
        finally
        {
            _use.Leave();
        }
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _frontEnd.SampleRate);
}
