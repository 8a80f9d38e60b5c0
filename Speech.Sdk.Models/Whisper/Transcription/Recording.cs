using Speech.Sdk.Audio;
using Speech.Sdk.Models.Recordings;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>One recording of a call: where its passages come from, which are under way, and what came of them.</summary>
internal sealed class Recording : IDisposable
{
    private readonly TranscriptionPlan _plan;
    private readonly IPassages _source;
    private readonly List<IPassage> _passages = [];
    private readonly Dictionary<IPassage, DetectedLanguage> _detections = [];
    private bool _allBegun;

    /// <param name="plan">The call's options.</param>
    /// <param name="index">Which recording of the call it is.</param>
    /// <param name="audio">Its sound; disposed with it.</param>
    /// <param name="source">Its passages; disposed with it.</param>
    public Recording(TranscriptionPlan plan, int index, AudioWindow audio, IPassages source)
    {
        _plan = plan;
        _source = source;
        Index = index;
        Audio = audio;
        Language = plan.Language;
    }

    /// <summary>Which recording of the call it is.</summary>
    public int Index { get; }

    public AudioWindow Audio { get; }

    /// <summary>The language: the caller's, or what the first speech was found to be.</summary>
    public WhisperLanguage? Language { get; set; }

    public IReadOnlyList<LanguageProbability> LanguageProbabilities { get; set; } = [];

    public Stopwatches Watches { get; } = new();

    /// <summary>Whether it cannot be read, or a step broke that it was in, so that the call goes on without it.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Whether every passage was begun and is done.</summary>
    public bool Done => _allBegun && _passages.All(passage => passage.Done);

    /// <summary>How much has been dealt with: everything before the earliest window that is still to come.</summary>
    public TimeSpan Position => Done ? Time(Audio.End) : Time(Earliest());

    /// <summary>The recording's length, where it is known.</summary>
    public TimeSpan? Duration => Audio.Length is { } length ? Time(length) : null;

    /// <summary>
    /// The next passage, or null where there is none left or it must wait: for the language, which the first passage tells, or for
    /// passages far behind.
    /// </summary>
    public IPassage? Begin()
    {
        if (_allBegun || MustWait())
            return null;
        Audio.HeldFrom = _passages.Where(passage => !passage.Done).Select(passage => passage.Seek - _plan.Model.Features.WindowSamples).DefaultIfEmpty(long.MaxValue).Min();
        while (_source.Next() is { } passage)
        {
            if (_plan.Language is not null || !_plan.Options.DetectLanguagePerStretch)
                passage.Language = Language;
            _passages.Add(passage);
            if (!passage.Done)
                return passage;
        }

        _allBegun = _source.IsOver;
        return null;
    }

    /// <summary>Gives a passage the language that was detected in it.</summary>
    public void Detected(IPassage passage, DetectedLanguage detected)
    {
        passage.Language = detected.Language;
        _detections[passage] = detected;
    }

    /// <summary>Takes a passage's language for the recording's, once there is text in it: noise has a language too.</summary>
    public void Settle(IPassage passage)
    {
        if (passage.HasText && !_plan.Options.DetectLanguagePerStretch)
            Adopt(passage);
    }

    /// <summary>Lets go of the sound that nobody needs any more.</summary>
    public void Release()
    {
        // A frame looks back by some samples.
        Audio.Release(Math.Min(Earliest(), _source.NeededFrom) - _plan.Model.Features.WindowSamples);
    }

    public Transcript ToTranscript()
    {
        Audio.ReadToEnd();
        // The first passage with text, in the order of time; which one was done first depends on the batch.
        foreach (IPassage passage in _passages.OrderByDescending(passage => passage.HasText))
            Adopt(passage);
        string language = Language?.Code ?? "en";
        Segment[] segments = [.. _source.Segments.Select(segment => segment with { Language = segment.Language == language ? null : segment.Language })];
        return new Transcript
        {
            Text = string.Concat(segments.Select(segment => segment.Text)).Trim(),
            Language = language,
            LanguageProbabilities = LanguageProbabilities,
            Duration = Time(Audio.End),
            Segments = segments,
            Coverage = CoverageLedger.Close(
                _passages.Select(passage => passage.Coverage), Audio.End, _plan.Model.Features.SampleRate, _plan.Ranges),
            Diagnostics = Watches.ToDiagnostics(_plan.Model, [.. Audio.Warnings, .. RangesBehindTheEnd()]),
        };
    }

    public void Dispose()
    {
        _source.Dispose();
        Audio.Dispose();
    }

    private void Adopt(IPassage passage)
    {
        if (Language is null && _detections.TryGetValue(passage, out DetectedLanguage detected))
            (Language, LanguageProbabilities) = (detected.Language, detected.Probabilities);
    }

    private IEnumerable<string> RangesBehindTheEnd() => _plan.Ranges
        .Where(range => range.Start >= Audio.End)
        .Select(range => FormattableString.Invariant($"a range begins at {Time(range.Start).TotalSeconds:0.##} s, but the recording ends at {Time(Audio.End).TotalSeconds:0.##} s; nothing of it was transcribed."));

    private bool MustWait()
    {
        bool languageIsOpen = _plan.DetectsLanguage && !_plan.Options.DetectLanguagePerStretch && Language is null;
        return _passages.Exists(passage => !passage.Done) && (languageIsOpen || Time(Audio.End - Earliest()) > SpeechPassages.LongestLead);
    }

    private long Earliest() =>
        _passages.Where(passage => !passage.Done).Select(passage => passage.Seek).Append(Math.Clamp(_source.NeededFrom, 0, Audio.End)).Min();

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / _plan.Model.Features.SampleRate);
}
