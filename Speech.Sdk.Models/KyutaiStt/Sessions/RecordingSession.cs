using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Streaming;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>A recording of a call, range after range, read and encoded on a thread of its own.</summary>
internal sealed class RecordingSession(KyutaiSttModel model, KyutaiSttPlan plan, InferenceCall call, int index)
{
    private readonly StreamWatches _watches = new();
    private readonly List<string> _warnings = [];

    /// <exception cref="AudioFormatException">The recording cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The call's token was cancelled.</exception>
    public async Task<Transcript> RunAsync(AudioSource source)
    {
        using SessionThread thread = new();
        using AudioWindow audio = await thread.Run(() => new AudioWindow(source.Open(model.Timing.SampleRate, call.Token)), call.Token).ConfigureAwait(false);
        TranscriptParts parts = new(model, plan.Options);
        foreach (SampleRange range in plan.Ranges)
        {
            if (await thread.Run(() => Reach(audio, range.Start), call.Token).ConfigureAwait(false))
                await HearAsync(thread, audio, range, parts).ConfigureAwait(false);
            else
                _warnings.Add(FormattableString.Invariant($"a range begins at {Time(range.Start).TotalSeconds:0.##} s, but the recording ends at {Time(audio.End).TotalSeconds:0.##} s; nothing of it was transcribed."));
        }

        await thread.Run(audio.ReadToEnd, call.Token).ConfigureAwait(false);
        Report(audio, audio.End);
        return parts.ToTranscript(audio.End, plan.Ranges, _watches.ToDiagnostics(model, [.. audio.Warnings, .. _warnings]));
    }

    /// <summary>Whether the recording has a sample at a position.</summary>
    private bool Reach(AudioWindow audio, long position)
    {
        long start = Stopwatch.GetTimestamp();
        audio.Skip(position);
        bool reaches = audio.ReadTo(position + 1) > position;
        _watches.Audio += Stopwatch.GetElapsedTime(start);
        return reaches;
    }

    private async Task HearAsync(SessionThread thread, AudioWindow audio, SampleRange range, TranscriptParts parts)
    {
        using TextWatch? watch = plan.Watches
            ? new TextWatch(model.VoiceActivity, model.Timing, KyutaiSttPlan.LongestWithoutText, Time(range.Start), new TextGaps(), call) : null;
        RangeStream stream = new(model, thread, call, _watches, watch);
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
