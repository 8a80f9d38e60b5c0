using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Ctc;

/// <summary>The caller's options checked against the model, once a call.</summary>
internal sealed class CtcPlan
{
    /// <exception cref="InvalidOptionException">An option is out of range or has no meaning for the model; lists every problem.</exception>
    public CtcPlan(CtcModel model, TranscriptionOptions options)
    {
        Model = model;
        Options = options;
        List<string> problems = [.. options.Problems(), .. WindowOptions.GivenIn(options).Select(name => $"{name} has no meaning for {model.Name}, which is a CTC model; leave it out.")];
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
}
