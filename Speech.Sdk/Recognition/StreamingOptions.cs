namespace Speech.Sdk;

/// <summary>How live audio is transcribed.</summary>
public sealed record StreamingOptions
{
    private static readonly StreamingOptions Defaults = new();

    /// <summary>
    /// Language, task, prompt, thresholds, decoding and voice activity, as for recordings. What speaks of a recording as a whole has no
    /// meaning live and is an error: ranges, prefix, forced tokens, long form, languages by stretch, longest speech, silence around imagined words,
    /// alternatives, progress. Words are always timed.
    /// </summary>
    public TranscriptionOptions Transcription { get; init; } = new();

    /// <summary>
    /// How much new audio there is before speech under way is heard again. <value>1 s.</value> A slow machine waits longer. Models that write as they
    /// hear (Kyutai STT) hear all audio once and at once; of those with <see cref="TranscriptUpdate.Pauses"/> an update comes at least so often.
    /// </summary>
    public TimeSpan UpdateInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A pause of this length ends an utterance: all of its text is committed then. <value>0.6 s.</value></summary>
    public TimeSpan UtterancePause { get; init; } = TimeSpan.FromSeconds(0.6);

    /// <summary>Words that end within this much of the newest audio are not committed yet: the audio may cut them off. <value>0.3 s.</value>
    /// Another value is an error for models that write as they hear (Kyutai STT).</summary>
    public TimeSpan HoldBack { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>
    /// A file that keeps a stream's state: written every <see cref="StateInterval"/>, when the call is cancelled or left, and when the audio
    /// source fails. The next stream of the same model with this file goes on from there, times and transcript included;
    /// <see cref="TranscriptUpdate.Heard"/> of its first update says how much audio is in it already. Removed when a stream has ended. One stream a file.
    /// <value>null: nothing is kept.</value> Models whose <see cref="RecognizerInfo.CanKeepState"/> is true.
    /// </summary>
    public string? StatePath { get; init; }

    /// <summary>How often <see cref="StatePath"/> is written. <value>1 minute.</value></summary>
    public TimeSpan StateInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long somebody may speak without any text, the model's own delay apart, before a note says so. <value>10 s.</value> null: nobody
    /// looks. For models that write as they hear (Kyutai STT), which can fall silent for good; others hear every utterance anew and take no other
    /// value, nor does who turns voice activity detection off, which tells speech.
    /// </summary>
    public TimeSpan? TextTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks every option that can be checked without a model.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range or has no meaning for live audio.</exception>
    public void Validate()
    {
        string[] problems = [.. Problems()];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }

    /// <summary>For models that hear every utterance anew: their streams keep no state, and nobody has to watch that they write.</summary>
    /// <exception cref="InvalidOptionException">An option is given that only models which write as they hear have.</exception>
    internal void RefuseForUtterances(string model)
    {
        List<string> problems = [];
        if (StatePath is not null)
            problems.Add($"StatePath is {StatePath}, but a stream of {model} keeps no state; leave it out.");
        if (GivenTimeout is { } timeout)
            problems.Add($"TextTimeout is {Seconds(timeout)}, but {model} hears every utterance anew and cannot fall silent for good; leave it out.");
        if (problems.Count > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }

    /// <summary>For models that write as they hear: what is given and has no effect.</summary>
    internal IEnumerable<string> ProblemsForWriters(string model)
    {
        if (HoldBack != Defaults.HoldBack)
            yield return $"HoldBack is {Seconds(HoldBack)}, but {model} hears all audio once and takes nothing back; leave it out.";
        if (GivenTimeout is { } timeout && Transcription.VoiceActivity is { Enabled: false })
            yield return $"TextTimeout is {Seconds(timeout)} and VoiceActivity is off, which tells that somebody speaks; leave one of them out.";
    }

    internal IEnumerable<string> Problems()
    {
        foreach ((string name, TimeSpan time, double least, double most) in new[]
        {
            (nameof(UpdateInterval), UpdateInterval, 0.1, 10), (nameof(UtterancePause), UtterancePause, 0.2, 10), (nameof(HoldBack), HoldBack, 0, 5),
        })
        {
            if (time < TimeSpan.FromSeconds(least) || time > TimeSpan.FromSeconds(most))
                yield return FormattableString.Invariant($"{name} is {time.TotalSeconds} s; expected {least} to {most} s.");
        }

        if (StatePath is { } path && string.IsNullOrWhiteSpace(path))
            yield return "StatePath is blank; expected the path of a file, or null for none.";
        if (StateInterval < TimeSpan.FromSeconds(1) || StateInterval > TimeSpan.FromDays(1))
            yield return FormattableString.Invariant($"StateInterval is {StateInterval.TotalSeconds} s; expected 1 s to a day.");
        if (TextTimeout is { } timeout && (timeout < TimeSpan.FromSeconds(1) || timeout > TimeSpan.FromHours(1)))
            yield return FormattableString.Invariant($"TextTimeout is {timeout.TotalSeconds} s; expected 1 s to an hour, or null for none.");

        // Live windows do follow one another, whatever the way of cutting up recordings.
        foreach (string problem in (Transcription with { ConditionOnPreviousText = null }).Problems())
            yield return problem;
        foreach ((string name, bool given) in new[]
        {
            (nameof(TranscriptionOptions.Ranges), Transcription.Ranges is not null),
            (nameof(TranscriptionOptions.Prefix), Transcription.Prefix is not null),
            (nameof(TranscriptionOptions.HallucinationSilence), Transcription.HallucinationSilence is not null),
            ($"{nameof(TranscriptionOptions.VoiceActivity)}.{nameof(VoiceActivityOptions.MaxSpeech)}", Transcription.VoiceActivity?.MaxSpeech is not null),
            (nameof(TranscriptionOptions.LongForm), Transcription.LongForm is not (null or LongForm.Batched)),
            (nameof(TranscriptionOptions.Window), Transcription.Window is not null),
            (nameof(TranscriptionOptions.DetectLanguagePerStretch), Transcription.DetectLanguagePerStretch),
            (nameof(TranscriptionOptions.Timestamps), !Transcription.Timestamps),
            (nameof(TranscriptionOptions.Progress), Transcription.Progress is not null),
            (nameof(TranscriptionOptions.JournalPath), Transcription.JournalPath is not null),
            ($"{nameof(TranscriptionOptions.Decoding)}.{nameof(DecodingOptions.Alternatives)}", Transcription.Decoding.Alternatives != 1),
            ($"{nameof(TranscriptionOptions.Decoding)}.{nameof(DecodingOptions.ForcedTokens)}", Transcription.Decoding.ForcedTokens.Count > 0),
        })
        {
            if (given)
                yield return $"{name} has no meaning for live audio; leave it out.";
        }
    }

    // The default cannot be told from what was not given.
    private TimeSpan? GivenTimeout => TextTimeout == Defaults.TextTimeout ? null : TextTimeout;

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds} s");
}
