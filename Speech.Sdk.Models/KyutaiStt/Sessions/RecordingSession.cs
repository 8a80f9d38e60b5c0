using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>A recording of a call, range after range.</summary>
internal sealed class RecordingSession(KyutaiSttModel model, KyutaiSttPlan plan, InferenceCall call, int index)
{
    private readonly StreamWatches _watches = new();
    private readonly List<string> _warnings = [];

    /// <exception cref="AudioFormatException">The recording cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public async Task<Transcript> RunAsync(AudioSource source)
    {
        using AudioWindow audio = new(source.Open(model.Timing.SampleRate, call.Token));
        TranscriptParts parts = new(model, plan.Options);
        foreach (SampleRange range in plan.Ranges)
        {
            long start = Stopwatch.GetTimestamp();
            audio.Skip(range.Start);
            bool reaches = audio.ReadTo(range.Start + 1) > range.Start;
            _watches.Audio += Stopwatch.GetElapsedTime(start);
            if (reaches)
                await HearAsync(audio, range, parts).ConfigureAwait(false);
            else
                _warnings.Add(FormattableString.Invariant($"a range begins at {Time(range.Start).TotalSeconds:0.##} s, but the recording ends at {Time(audio.End).TotalSeconds:0.##} s; nothing of it was transcribed."));
        }

        audio.ReadToEnd();
        Report(audio, audio.End);
        return parts.ToTranscript(audio.End, plan.Ranges, _watches.ToDiagnostics(model, [.. audio.Warnings, .. _warnings]));
    }

    private async Task HearAsync(AudioWindow audio, SampleRange range, TranscriptParts parts)
    {
        using TextWatch? watch = plan.Watches
            ? new TextWatch(model.VoiceActivity, model.Timing, KyutaiSttPlan.LongestWithoutText, Time(range.Start), new TextGaps(), call) : null;
        RangeStream stream = new(model, call, _watches, watch);
        StreamText text = await stream.RunAsync(audio, range, position => Report(audio, position)).ConfigureAwait(false);
        parts.Add(new SampleRange(range.Start, stream.End), text);
        if (watch?.Summary() is { } warning)
            _warnings.Add(warning);
    }

    private void Report(AudioWindow audio, long position)
    {
        // A call's recordings report one at a time, though they are heard together.
        lock (plan)
            plan.Options.Progress?.Report(new TranscriptionProgress(index, Time(position), audio.Length is { } length ? Time(length) : null));
    }

    private TimeSpan Time(long samples) => model.Timing.Time(samples);
}
