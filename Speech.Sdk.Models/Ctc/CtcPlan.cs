using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Ctc;

/// <summary>The caller's options checked against the model, once a call.</summary>
internal sealed class CtcPlan
{
    private static readonly TranscriptionOptions Defaults = new();

    /// <exception cref="InvalidOptionException">An option is out of range or has no meaning for the model; lists every problem.</exception>
    public CtcPlan(CtcModel model, TranscriptionOptions options)
    {
        Model = model;
        Options = options;
        List<string> problems = [.. options.Problems(), .. Meaningless(options).Select(name => $"{name} has no meaning for {model.Name}, which is a CTC model; leave it out.")];
        CtcHead? head = Try(() => model.Heads.Find(model.Name, options.Language));
        Head = head!;
        Searches = head is null ? null! : Try(() => new CtcSearches(model, head, options))!;
        IFrontEnd audio = model.FrontEnd;
        Chunks = Try(() => CtcChunks.Of(options.Chunks, audio.Hop, audio.SampleRate))!;
        if (VoiceActivity is not null && audio.SampleRate != SileroVad.SampleRate)
            problems.Add($"VoiceActivity is on, but {model.Name} hears {audio.SampleRate} Hz and the detector {SileroVad.SampleRate}; turn it off, and leave LongForm out.");
        if (options.LongForm is LongForm.Sequential or LongForm.SequentialTransformers)
            problems.Add($"LongForm is {options.LongForm}, but {model.Name} is a CTC model, whose windows do not follow from one another; choose Chunked or Batched, or leave it out.");
        if (options.LongForm == LongForm.Chunked && options.VoiceActivity is { Enabled: true })
            problems.Add($"LongForm is Chunked and VoiceActivity is on, but {model.Name} cuts a recording at its pauses or into chunks; choose Batched, or leave one of them out.");
        Ranges = [.. (options.Ranges ?? [new TimeRange(TimeSpan.Zero)]).Select(range => new SampleRange(Sample(range.Start), range.End is { } end ? Sample(end) : long.MaxValue))];
        if (problems.Count > 0)
            throw new InvalidOptionException(string.Join(" ", problems));

        long Sample(TimeSpan time) => (long)Math.Round(time.TotalSeconds * audio.SampleRate);

        T? Try<T>(Func<T> make)
            where T : class
        {
            try
            {
                return make();
            }
            catch (InvalidOptionException e)
            {
                problems.Add(e.Message);
                return null;
            }
        }
    }

    public CtcModel Model { get; }

    public TranscriptionOptions Options { get; }

    public CtcHead Head { get; }

    public CtcChunks Chunks { get; }

    /// <summary>The parts to transcribe, in samples; one that ends with the recording ends at the greatest number.</summary>
    public IReadOnlyList<SampleRange> Ranges { get; }

    /// <summary>What is not longer, in samples, is heard whole.</summary>
    public long Whole => (long)Chunks.Length * Model.FrontEnd.Hop;

    /// <summary>How speech is found, or null where all is taken for speech.</summary>
    public VoiceActivityOptions? VoiceActivity =>
        (Options.VoiceActivity ?? (Options.LongForm == LongForm.Batched ? new VoiceActivityOptions() : VoiceActivityOptions.Off)) is { Enabled: true } options ? options : null;

    /// <summary>Whether what is too long to be heard whole is cut at its pauses, because nothing else was asked for.</summary>
    public bool CutsLongAtPauses => Options is { LongForm: null, VoiceActivity: null } && Model.FrontEnd.SampleRate == SileroVad.SampleRate;

    /// <summary>Makes the call's searches.</summary>
    public CtcSearches Searches { get; }

    /// <summary>What was given and speaks of models that write token after token.</summary>
    private static IEnumerable<string> Meaningless(TranscriptionOptions options) => new (string Name, bool Given)[]
    {
        (nameof(options.Task), options.Task != SpeechTask.Transcribe),
        (nameof(options.AllowedLanguages), options.AllowedLanguages is not null),
        (nameof(options.DetectLanguagePerStretch), options.DetectLanguagePerStretch),
        (nameof(options.Fallback), options.Fallback != Defaults.Fallback),
        (nameof(options.DropRepetitions), options.DropRepetitions is not null),
        (nameof(options.HallucinationSilence), options.HallucinationSilence is not null),
        (nameof(options.ConditionOnPreviousText), options.ConditionOnPreviousText is not null),
        (nameof(options.Prompt), options.Prompt is not null),
        (nameof(options.CarryPrompt), options.CarryPrompt is not null),
        (nameof(options.Prefix), options.Prefix is not null),
        (nameof(options.JournalPath), options.JournalPath is not null),
        (nameof(options.Decoding.LengthPenalty), options.Decoding.LengthPenalty != Defaults.Decoding.LengthPenalty),
        (nameof(options.Decoding.Stopping), options.Decoding.Stopping != Defaults.Decoding.Stopping),
        (nameof(options.Decoding.Patience), options.Decoding.Patience != Defaults.Decoding.Patience),
        (nameof(options.Decoding.RepetitionPenalty), options.Decoding.RepetitionPenalty != Defaults.Decoding.RepetitionPenalty),
        (nameof(options.Decoding.NoRepeatNgramSize), options.Decoding.NoRepeatNgramSize != Defaults.Decoding.NoRepeatNgramSize),
        (nameof(options.Decoding.SuppressTokens), options.Decoding.SuppressTokens is not null),
        (nameof(options.Decoding.ForcedTokens), options.Decoding.ForcedTokens.Count > 0),
        (nameof(options.Decoding.SuppressPattern), options.Decoding.SuppressPattern is not null),
        (nameof(options.Decoding.MaxTokens), options.Decoding.MaxTokens is not null),
        (nameof(options.Decoding.MaxInitialTimestamp), options.Decoding.MaxInitialTimestamp != Defaults.Decoding.MaxInitialTimestamp),
    }.Where(option => option.Given).Select(option => option.Name);
}
