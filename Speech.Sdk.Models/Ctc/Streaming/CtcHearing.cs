using System.Diagnostics;
using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Inference;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.Streaming;

namespace Speech.Sdk.Models.Ctc.Streaming;

/// <summary>What the model makes of a stretch of live audio.</summary>
/// <param name="Words">The words, in the order of time.</param>
/// <param name="Said">The language model's state behind them; null where there is none.</param>
internal sealed record CtcHearing(IReadOnlyList<LiveWord> Words, NgramState? Said)
{
    /// <summary>Hears a stretch by itself.</summary>
    public static CtcHearing Of(CtcPlan plan, InferenceCall call, ReadOnlySpan<float> audio, long start, NgramState? said, CtcWatches watches)
    {
        IFrontEnd frontEnd = plan.Model.FrontEnd;
        IRecordingMeasure? measure = frontEnd.Measure();
        measure?.Accept(audio);
        CtcScores scores = plan.Model.Score(call, plan.Head, audio, measure?.Scale(), watches);
        if (scores.Frames == 0)
            return new CtcHearing([], said);
        long decoding = Stopwatch.GetTimestamp();
        ICtcSearch search = plan.Searches.Begin(scores.Symbols, said);
        scores.Feed(search, 0, scores.Frames, call.Token);
        IReadOnlyList<CtcWord> words = plan.Searches.Clean(search.Readings(1, ended: true))[0].Words;
        FrameTimes times = new([new CtcPiece(0, scores.Frames, start, start + audio.Length)], frontEnd.Hop, frontEnd.SampleRate);
        LiveWord[] live = [.. words.Select(word => new LiveWord(
            plan.Head.Vocabulary.DelimiterText + word.Text, plan.Head.Tokens(word), times.Start(word.Start), times.End(word.End), word.Confidence))];
        watches.Decoder += Stopwatch.GetElapsedTime(decoding);
        return new CtcHearing(live, (search as CtcBeamSearch)?.State());
    }
}
