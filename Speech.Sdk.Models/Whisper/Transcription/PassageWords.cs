using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Times the words of a passage's windows, one after the other, and corrects the segments by them (openai-whisper, transcribe.py).</summary>
internal sealed class PassageWords(TranscriptionPlan plan)
{
    private double _lastSpeech;

    /// <param name="times">Tells when the text is said.</param>
    /// <param name="language">The passage's language.</param>
    /// <param name="text">What the time tokens say.</param>
    /// <param name="seek">Where the window begins, in samples.</param>
    /// <param name="samples">How many it has.</param>
    /// <param name="length">The recording's length in samples, as far as it is known.</param>
    /// <param name="endsWithOneTime">Whether the text ends with a single time token.</param>
    public WindowText Time(IWindowTimes times, WhisperLanguage? language, WindowText text, long seek, int samples, long length, bool endsWithOneTime)
    {
        int hop = plan.Model.Features.Hop;
        int endOfText = plan.Model.Tokenizer.Special.EndOfText;
        int[] tokens = [.. text.Segments.SelectMany(segment => segment.Tokens).Where(token => token < endOfText)];
        var place = new WindowAdvance.Window(
            (int)(seek / hop), Math.Max(1, samples / hop), plan.Model.Features.WindowFrames, (int)(length / hop), endsWithOneTime, _lastSpeech);
        IReadOnlyList<WordTiming> words = times.Align(language, plan.Options.Task, tokens, place.Frames);
        IReadOnlyList<WordSegment> timed = SegmentWords.Add(
            [.. text.Segments.Select(segment => new WordSegment(segment.Start.TotalSeconds, segment.End.TotalSeconds, segment.Tokens.Count(token => token < endOfText)))],
            words, (double)seek / plan.Model.Features.SampleRate, _lastSpeech);
        WindowSegment[] segments = [.. text.Segments.Zip(timed, WithWords)];
        if (!plan.Rules.SeeksByWords)
        {
            _lastSpeech = WordSegment.LastEnd(timed) ?? _lastSpeech;
            return text with { Segments = segments };
        }

        WindowAdvance.Outcome outcome = WindowAdvance.After(timed, place, (int)(text.Next / hop), plan.Options.HallucinationSilence?.TotalSeconds);
        _lastSpeech = outcome.LastSpeech;
        // A window that would begin where it began is over.
        long next = outcome.Seek > place.Seek ? (long)outcome.Seek * hop : seek + samples;
        return new WindowText(segments[..outcome.Kept], next) { Imagined = segments[outcome.Kept..], IsVoid = outcome.IsVoid };
    }

    private static WindowSegment WithWords(WindowSegment segment, WordSegment timed) => segment with
    {
        Start = TimeSpan.FromSeconds(timed.Start),
        End = TimeSpan.FromSeconds(timed.End),
        Words = [.. timed.Words.Select(word => new Word(word.Text, TimeSpan.FromSeconds(word.Start), TimeSpan.FromSeconds(word.End), word.Probability))],
    };
}
