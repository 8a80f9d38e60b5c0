using Speech.Sdk.Audio;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Sdk.Evaluation.Runs;

/// <summary>
/// Hears clips with a recogniser, many together, and logs each result as soon as it is there. What the log holds already is not heard again, and a
/// clip that fails stops nothing.
/// </summary>
public sealed class EvaluationRun
{
    private readonly ISpeechRecognizer _recognizer;
    private readonly EvaluationRunOptions _options;

    /// <summary>Prepares a run.</summary>
    /// <param name="recognizer">The model; the caller disposes it.</param>
    /// <param name="options">How clips are heard. null: the defaults.</param>
    /// <exception cref="InvalidOptionException">An option is out of range.</exception>
    public EvaluationRun(ISpeechRecognizer recognizer, EvaluationRunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        _recognizer = recognizer;
        _options = options ?? new EvaluationRunOptions();
        _options.Transcription.Validate();
    }

    private bool TellsLanguages => _options is { TellsLanguages: true, Transcription: { Language: null, AllowedLanguages: null, DetectLanguagePerStretch: false } };

    /// <summary>Hears the clips that the log has no result of.</summary>
    /// <param name="clips">All clips of the evaluation.</param>
    /// <param name="places">Which of them are this run's part, in the order to hear them.</param>
    /// <param name="log">Where results go, opened for these clips.</param>
    /// <param name="cancellationToken">Stops the run; clips that are done stay done.</param>
    /// <exception cref="InvalidOptionException">An option does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="IOException">The log cannot be written.</exception>
    public async Task RunAsync(IReadOnlyList<EvaluationClip> clips, IReadOnlyList<int> places, ResultLog log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clips);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(log);
        int[] open = [.. places.Where(place => !IsDone(log, place))];
        RunClock clock = new(clips, places, open, log, _options.Progress);
        List<int> heard = [];
        foreach (int place in open)
        {
            if (Problem(clips[place]) is { } problem)
                clock.Add(place, new ClipResult { Clip = clips[place], Error = problem });
            else
                heard.Add(place);
        }

        // Clips that are heard together are heard with the same options.
        foreach (IGrouping<string?, int> group in heard.GroupBy(place => Language(clips[place])))
            await HearAsync([.. group], clips, _options.Transcription with { Language = group.Key }, clock, cancellationToken).ConfigureAwait(false);
    }

    private bool IsDone(ResultLog log, int place) =>
        log.Results.TryGetValue(place, out LoggedResult? before) && (before.Result.Error is null || !_options.RetriesFailures);

    private string? Language(EvaluationClip clip) => TellsLanguages ? SpokenLanguage.For(_recognizer.Info, clip.Language) : _options.Transcription.Language;

    private string? Problem(EvaluationClip clip) => clip.AudioPath is null
        ? "the clip names no audio; expected the path of a recording"
        : TellsLanguages ? SpokenLanguage.Problem(_recognizer.Info, clip.Language) : null;

    private async Task HearAsync(int[] places, IReadOnlyList<EvaluationClip> clips, TranscriptionOptions options, RunClock clock, CancellationToken cancellationToken)
    {
        AudioSource[] audios = [.. places.Select(place => Open(clips[place]))];
        options = options with { Ranges = null, JournalPath = null, Progress = clock.Watch(places) };
        await foreach (RecordingResult result in _recognizer.TranscribeEachAsync(audios, options, cancellationToken).ConfigureAwait(false))
        {
            int place = places[result.Index];
            clock.Add(place, new ClipResult
            {
                Clip = clips[place],
                Hypothesis = result.Transcript?.Text,
                Error = result.Error?.Message,
                Language = result.Transcript?.Language,
                Audio = result.Transcript?.Duration,
                Latency = result.Transcript is null ? null : result.Elapsed,
                Warnings = result.Transcript?.Diagnostics.Warnings ?? [],
            });
        }
    }

    private static AudioSource Open(EvaluationClip clip)
    {
        AudioSource whole = AudioSource.FromFile(clip.AudioPath!);
        return clip.Range is { } range ? whole.Slice(range) : whole;
    }
}
