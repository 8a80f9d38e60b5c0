using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.KyutaiStt;

/// <summary>The caller's options checked against the model, once a call.</summary>
internal sealed class KyutaiSttPlan
{
    private static readonly TranscriptionOptions Defaults = new();

    /// <summary>How long speech may go on without text in a recording.</summary>
    public static readonly TimeSpan LongestWithoutText = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidOptionException">An option is out of range or has no meaning for the model; lists every problem.</exception>
    public KyutaiSttPlan(string model, KyutaiSttTiming timing, TranscriptionOptions options)
        : this(model, timing, options, [])
    {
    }

    private KyutaiSttPlan(string model, KyutaiSttTiming timing, TranscriptionOptions options, IEnumerable<string> more)
    {
        List<string> problems = [.. more, .. options.Problems(), .. WindowOptions.GivenIn(options).Concat(Meaningless(options))
            .Select(name => $"{name} has no meaning for {model}, a model that writes as it hears and decides token by token; leave it out.")];
        if (options.Language is { } language)
            problems.Add($"Language is '{language}', but {model} cannot be told one: it writes what it was trained on; leave Language out.");
        if (options.VoiceActivity is { Enabled: true })
            problems.Add($"VoiceActivity is on, but {model} hears everything, as it tells time by it; leave it out, or turn it off, which turns off the watch for speech without text too.");
        if (problems.Count > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
        Options = options;
        Ranges = [.. (options.Ranges ?? [new TimeRange(TimeSpan.Zero)])
            .Select(range => new SampleRange(timing.Samples(range.Start), range.End is { } end ? timing.Samples(end) : long.MaxValue))];
    }

    /// <summary>The options of a live stream.</summary>
    /// <exception cref="InvalidOptionException">An option is out of range, has no meaning for live audio, or does not fit the model.</exception>
    public static KyutaiSttPlan ForStream(string model, KyutaiSttTiming timing, StreamingOptions options)
    {
        options.Validate();
        return new KyutaiSttPlan(model, timing, options.Transcription with { WordTimestamps = true }, options.ProblemsForWriters(model));
    }

    public TranscriptionOptions Options { get; }

    /// <summary>The parts to transcribe, in samples, each a stream of its own; one that ends with the recording ends at the greatest number.</summary>
    public IReadOnlyList<SampleRange> Ranges { get; }

    /// <summary>Whether somebody looks for speech that gets no text.</summary>
    public bool Watches => Options.VoiceActivity is not { Enabled: false };

    /// <summary>What was given and speaks of searches or windows.</summary>
    private static IEnumerable<string> Meaningless(TranscriptionOptions options) => new (string Name, bool Given)[]
    {
        (nameof(options.LongForm), options.LongForm is not null),
        (nameof(options.Chunks), options.Chunks is not null),
        (nameof(options.Hotwords), options.Hotwords.Count > 0),
        (nameof(options.Ctc), options.Ctc is not null),
        (nameof(options.Decoding.BeamSize), options.Decoding.BeamSize is > 1),
        (nameof(options.Decoding.Alternatives), options.Decoding.Alternatives != Defaults.Decoding.Alternatives),
    }.Where(option => option.Given).Select(option => option.Name);
}
