namespace Speech.Sdk;

/// <summary>How a recording is transcribed. Unset values take the model's own defaults.</summary>
public sealed record TranscriptionOptions
{
    /// <summary>The spoken language: a code (<c>de</c>) or an English name (<c>german</c>). <value>null: detected from the audio.</value></summary>
    public string? Language { get; init; }

    /// <summary>Languages that detection may choose from. <value>null: all that the model knows.</value></summary>
    public IReadOnlyList<string>? AllowedLanguages { get; init; }

    /// <summary>
    /// Whether the language is detected anew for every stretch of speech, for recordings whose speakers change language.
    /// <value>false: once, from the first speech.</value>
    /// </summary>
    public bool DetectLanguagePerStretch { get; init; }

    /// <summary>Transcribe, or translate into English. <value>Transcribe.</value></summary>
    public SpeechTask Task { get; init; } = SpeechTask.Transcribe;

    /// <summary>Whether segments with times are wanted. <value>true.</value> Without them a window is one segment, decoded without time tokens.</summary>
    public bool Timestamps { get; init; } = true;

    /// <summary>Whether every word's time and probability are wanted. <value>false.</value></summary>
    public bool WordTimestamps { get; init; }

    /// <summary>
    /// How long recordings are cut up. <value>null: the model's own. Whisper: Batched. CTC models: whole up to 30 s, Batched above.</value>
    /// CTC models take Batched and Chunked.
    /// </summary>
    public LongForm? LongForm { get; init; }

    /// <summary>
    /// How much the encoder hears with a short window. <value>null: Fitted where the recording is cut as Batched does and the model's graphs take short windows, otherwise
    /// Full.</value> Whisper only.
    /// </summary>
    public EncoderWindow? Window { get; init; }

    /// <summary>How long the chunks of Chunked are and how far they overlap. <value>null: the defaults of <see cref="ChunkOptions"/>.</value></summary>
    public ChunkOptions? Chunks { get; init; }

    /// <summary>
    /// How speech is found; what holds none is not transcribed. <value>null: with its defaults where the recording is cut as Batched does, otherwise off.</value>
    /// </summary>
    public VoiceActivityOptions? VoiceActivity { get; init; }

    /// <summary>The parts to transcribe, in the order of time. <value>null: the whole recording.</value></summary>
    public IReadOnlyList<TimeRange>? Ranges { get; init; }

    /// <summary>When a text is tried again, and how.</summary>
    public FallbackOptions Fallback { get; init; } = new();

    /// <summary>
    /// Whether text that still repeats itself after every temperature is dropped, with the reason in the transcript's coverage.
    /// <value>null: in Batched only; the references keep it.</value>
    /// </summary>
    public bool? DropRepetitions { get; init; }

    /// <summary>
    /// With WordTimestamps: silence longer than this around improbable words is skipped, and the words with it (openai-whisper's
    /// <c>hallucination_silence_threshold</c>; Sequential only). <value>null: off.</value>
    /// </summary>
    public TimeSpan? HallucinationSilence { get; init; }

    /// <summary>Whether a window is told the text before it. <value>null: in Sequential only, as openai-whisper does.</value></summary>
    public bool? ConditionOnPreviousText { get; init; }

    /// <summary>Text before the recording: names, spelling, style. <value>null: none.</value></summary>
    public string? Prompt { get; init; }

    /// <summary>Whether Prompt precedes every window and not the first alone. <value>null: in Batched and Chunked, whose windows do not know of each other.</value></summary>
    public bool? CarryPrompt { get; init; }

    /// <summary>Words that are likelier here than elsewhere; the cost of a step does not depend on their number. <value>None.</value></summary>
    public IReadOnlyList<Hotword> Hotwords { get; init; } = [];

    /// <summary>Text that the first window's transcript is made to begin with. <value>null: none.</value></summary>
    public string? Prefix { get; init; }

    /// <summary>How tokens are chosen. <value>Greedy.</value></summary>
    public DecodingOptions Decoding { get; init; } = new();

    /// <summary>How a CTC model's beam search weighs and prunes. <value>null: its defaults.</value> CTC models only.</summary>
    public CtcOptions? Ctc { get; init; }

    /// <summary>
    /// How many windows a worker decodes together; of models without windows, recordings. <value>null: 4 windows on a processor, shared out among the workers, which more hardly make faster and
    /// which are less memory, otherwise 8.</value> The result does not depend on it. Of short recordings up to four times as many are open, so that there are enough of one length.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>Called with the position reached, in the order of the recording. <value>null: nobody listens.</value></summary>
    public IProgress<TranscriptionProgress>? Progress { get; init; }

    /// <summary>
    /// A file that keeps what is decoded of a recording: a call that was stopped is taken up again by one with the same recording, options and
    /// journal, with the same transcript; then the file is deleted. One recording a call. <value>null: nothing is kept.</value>
    /// A journal of another call is a <see cref="SpeechException"/>.
    /// </summary>
    public string? JournalPath { get; init; }

    /// <summary>Recordings that are heard at once, of models without windows.</summary>
    internal int RecordingsAtOnce => BatchSize ?? 8;

    /// <summary>Checks every option that can be checked without a model.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        string[] problems = [.. Problems()];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }

    internal IEnumerable<string> Problems()
    {
        foreach (string problem in Decoding.Problems())
            yield return problem;
        foreach (string problem in Fallback.Problems().Concat(VoiceActivity?.Problems() ?? []).Concat(Ctc?.Problems() ?? []))
            yield return problem;
        if (BatchSize is < 1 or > 1024)
            yield return $"BatchSize is {BatchSize}; expected 1 to 1024.";
        if (DetectLanguagePerStretch && Language is not null)
            yield return $"DetectLanguagePerStretch is true and Language is '{Language}', which leaves nothing to detect; give one or the other.";
        if (DetectLanguagePerStretch && LongForm is Sdk.LongForm.Sequential or Sdk.LongForm.SequentialTransformers)
            yield return $"DetectLanguagePerStretch is true, but {LongForm} takes a recording as one stretch; choose Batched.";
        if (JournalPath is { } journal && string.IsNullOrWhiteSpace(journal))
            yield return "JournalPath is empty; expected the path of a file, or null for none.";
        if (AllowedLanguages is { Count: 0 })
            yield return "AllowedLanguages is empty; expected at least one language, or null for all.";
        if (LongForm is { } form && !Enum.IsDefined(form))
            yield return $"LongForm is {form}; expected one of {string.Join(", ", Enum.GetNames<LongForm>())}.";
        if (Window is { } window && !Enum.IsDefined(window))
            yield return $"Window is {window}; expected one of {string.Join(", ", Enum.GetNames<EncoderWindow>())}.";
        if (Window == EncoderWindow.Fitted && LongForm is not (null or Sdk.LongForm.Batched))
            yield return $"Window is Fitted, but {LongForm} hears full windows as its reference does; choose Batched, or Full.";
        if (HallucinationSilence is { } silence && (silence <= TimeSpan.Zero || !WordTimestamps || LongForm != Sdk.LongForm.Sequential))
            yield return $"HallucinationSilence is {silence.TotalSeconds} s; expected more than 0, with WordTimestamps and LongForm Sequential.";
        if (Chunks is not null && LongForm != Sdk.LongForm.Chunked)
            yield return $"Chunks is given, but LongForm is {LongForm?.ToString() ?? "the model's own"}; expected Chunked, or no Chunks.";
        foreach (string problem in Chunks?.Problems() ?? [])
            yield return problem;
        if (ConditionOnPreviousText == true && LongForm is null or Sdk.LongForm.Batched or Sdk.LongForm.Chunked)
            yield return $"ConditionOnPreviousText is true, but the windows of {LongForm ?? Sdk.LongForm.Batched} do not know of each other; choose Sequential.";
        if (WordTimestamps && !Timestamps)
            yield return "WordTimestamps is true, Timestamps false; expected both for word times.";
        foreach (string problem in RangeProblems().Concat(HotwordProblems()))
            yield return problem;
        if (!Enum.IsDefined(Task))
            yield return $"Task is {Task}; expected Transcribe or Translate.";
    }

    private IEnumerable<string> RangeProblems()
    {
        TimeSpan last = TimeSpan.Zero;
        for (int index = 0; index < (Ranges?.Count ?? 0); index++)
        {
            TimeRange range = Ranges![index];
            if (range.Start < last || range.End <= range.Start || (range.End is null && index < Ranges.Count - 1))
                yield return $"Ranges holds {range.Start.TotalSeconds} to {range.End?.TotalSeconds.ToString() ?? "the end"}; expected ranges in the order of time that do not overlap.";
            last = range.End ?? range.Start;
        }
    }

    private IEnumerable<string> HotwordProblems() => Hotwords
        .Where(hotword => string.IsNullOrWhiteSpace(hotword.Text) || hotword.Weight is not (>= -100 and <= 100))
        .Select(hotword => $"Hotwords holds '{hotword.Text}' with weight {hotword.Weight}; expected a text, and a weight from -100 to 100.");
}
