using System.Diagnostics;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Journal;
using Speech.Sdk.Telemetry;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// A worker's rounds: in each the next windows of some passages under way are encoded, their languages detected where they are not known, and
/// decoded. A step that breaks is the failure of the recordings whose windows were in it; the others go on.
/// </summary>
/// <param name="plan">The call's options.</param>
/// <param name="journal">What is known of the windows, and keeps what becomes so; null where nothing is kept.</param>
/// <param name="recordings">The recordings under way.</param>
/// <param name="workers">Those who share them.</param>
/// <param name="call">This worker's inferences.</param>
internal sealed class WindowRounds(TranscriptionPlan plan, WindowJournal? journal, OpenRecordings recordings, CallWorkers workers, InferenceCall call) : IDisposable
{
    private readonly WhisperModel _model = plan.Model;
    private readonly HeardWindows _windows = new(plan, workers, call);
    private TimeSpan _decoder;

    public void Run(IReadOnlyList<OpenPassage> passages)
    {
        Turn[] turns = [.. passages.Select(open => new Turn(open, journal?.Take(open.Passage.Seek, open.Passage.Samples)))];
        Encode(Heard(turns));
        _decoder = TimeSpan.Zero;
        if (plan.DetectsLanguage)
            DetectLanguages(turns);
        Together(Heard(turns), Decode);
        TimeSpan share = _decoder / Math.Max(1, Heard(turns).Length);
        foreach (Turn turn in Heard(turns))
            turn.Recording.Watches.Decoder += share;
        foreach (Turn turn in turns.Where(turn => !turn.Recording.HasFailed))
        {
            if (turn.IsHeard && turn.IsFitted && !plan.Options.AcceptsFitted(turn.Decoded!))
                turn.HearAnew();
            else
                Add(turn);
        }
    }

    public void Dispose() => _windows.Dispose();

    private static Turn[] Heard(Turn[] turns) => [.. turns.Where(turn => turn.IsHeard)];

    /// <summary>Does a step for windows together, if there are any.</summary>
    private void Together(Turn[] turns, Action<Turn[]> step)
    {
        if (turns.Length > 0)
            recordings.Try(turns.Select(turn => turn.Recording), () => step(turns));
    }

    private void Encode(Turn[] turns)
    {
        if (turns.Length > 0)
            _windows.Reserve(turns.Length, turns.Max(turn => turn.WindowSamples));
        using Activity? activity = turns.Length > 0 ? Instruments.Stage(SpeechTelemetry.Activities.Encode, turns.Length) : null;
        int window = 0;
        foreach (Turn turn in turns)
        {
            turn.Window = window;
            if (recordings.Try(turn.Recording, () => _windows.Encode(turn)))
                window++;
        }
    }

    private void DetectLanguages(Turn[] turns)
    {
        Together([.. Heard(turns).Where(turn => turn.Passage.Language is null)], Detect);
        foreach (Turn turn in turns.Where(turn => turn.Passage.Language is null))
            recordings.Try(turn.Recording, () => turn.TakeLanguage(_model.Tokenizer));
    }

    private void Detect(Turn[] turns)
    {
        // openai-whisper hears a short clip's language with silence behind it, its text with zeros.
        Turn[] padded = [.. turns.Where(turn => plan.SlicesRecording && turn.Passage.Samples < _model.Features.WindowSamples)];
        foreach (Turn turn in padded)
            _windows.EncodeAnew(turn, new WindowsOfTheirOwn(_model.Features));
        foreach ((Turn turn, DetectedLanguage detected) in turns.Zip(Compute(() => LanguageDetection.Run(plan, call, _windows.Encoded, [.. turns.Select(turn => turn.Window)]))))
            turn.Detected = detected;
        foreach (Turn turn in padded)
            _windows.EncodeAnew(turn, features: null);
    }

    private void Decode(Turn[] turns)
    {
        using Activity? activity = Instruments.Stage(SpeechTelemetry.Activities.Decode, turns.Length);
        WindowRequest[] requests = [.. turns.Select(turn => turn.Request)];
        IReadOnlyList<DecodedWindow> texts = Compute(() => plan.Decoder.Run(call, _windows.Encoded, requests, _windows.Drafts));
        foreach ((Turn turn, DecodedWindow decoded) in turns.Zip(texts))
            turn.Decoded = decoded;
    }

    private T Compute<T>(Func<T> step)
    {
        T result = workers.Compute(step, out TimeSpan took);
        _decoder += took;
        return result;
    }

    /// <summary>Gives a passage its window's text.</summary>
    private void Add(Turn turn)
    {
        if (turn.Known is { } known)
        {
            recordings.Try(turn.Recording, () => turn.Add(known.Decoded, plan.Aligner is null ? null : known.Times));
            return;
        }

        RememberedTimes? times = plan.Aligner is { } aligner ? new RememberedTimes(new AlignableWindow(aligner, workers, call, _windows.Encoded, turn.Window)) : null;
        JournaledWindow window = turn.Describe();
        // A passage reads on to know whether there is more of it.
        if (recordings.Try(turn.Recording, () => turn.Add(window.Decoded, times)))
            journal?.Add(window with { Words = times?.Words, Tokens = times?.Tokens });
    }
}
