using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Opens recordings as a call's way of cutting them up wants them.</summary>
internal sealed class RecordingOpener(TranscriptionPlan plan, InferenceCall call)
{
    private readonly WhisperFeatures _features = plan.Model.Features;

    /// <exception cref="AudioFormatException">The recording cannot be read.</exception>
    public Recording Open(AudioSource source, int index)
    {
        long start = Stopwatch.GetTimestamp();
        IWindowFeatures features = plan.SlicesRecording ? Measure(ref source) : new WindowsOfTheirOwn(_features);
        AudioWindow audio = Open(source);
        try
        {
            var recording = new Recording(plan, index, audio, features, Passages(source, audio));
            recording.Watches.Audio = Stopwatch.GetElapsedTime(start);
            return recording;
        }
        catch
        {
            audio.Dispose();
            throw;
        }
    }

    /// <summary>Reads the recording once for its loudest point. What cannot be read twice is kept.</summary>
    private WindowsOfARecording Measure(ref AudioSource source)
    {
        if (!source.IsRepeatable)
            source = AudioSource.FromSamples(source.ReadAll(_features.SampleRate, call.Token), _features.SampleRate);
        using AudioWindow audio = Open(source);
        return WindowsOfARecording.Measure(_features, audio, mirrorsEnd: plan.Options.LongForm == LongForm.SequentialTransformers);
    }

    private IPassageSource Passages(AudioSource source, AudioWindow audio)
    {
        if (plan.VoiceActivity is not { } options)
            return plan.SlicesRecording ? new AllAsOnePassage(plan.Ranges) : new EachAPassage(plan.Ranges);
        return plan.SlicesRecording ? new AllAsOnePassage(SpeechOf(source, options)) : Find(audio, options);
    }

    /// <summary>All speech of a recording, which is read to its end for it.</summary>
    private IReadOnlyList<SampleRange> SpeechOf(AudioSource source, VoiceActivityOptions options)
    {
        using AudioWindow audio = Open(source);
        using SpeechPassages passages = Find(audio, options);
        List<SampleRange> speech = [];
        while (passages.Next() is { } ranges)
        {
            speech.AddRange(ranges);
            audio.Release(passages.NeededFrom);
        }

        return speech;
    }

    private SpeechPassages Find(AudioWindow audio, VoiceActivityOptions options) => new(
        audio, plan.Ranges, new VoiceActivityScan(plan.Model.VoiceActivity.ForRecording(), options), call, _features.WindowSamples, _features.SampleRate);

    private AudioWindow Open(AudioSource source) => new(source.Open(_features.SampleRate, call.Token));
}
