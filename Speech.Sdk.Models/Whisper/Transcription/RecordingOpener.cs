using Speech.Sdk.Models.Recordings;
using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Chunked;
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
        long? length = null;
        IWindowFeatures features = plan.SlicesRecording ? Measure(ref source, out length) : new WindowsOfTheirOwn(_features);
        AudioWindow audio = Open(source, length);
        try
        {
            var recording = new Recording(plan, index, audio, Passages(audio, features, Ranges(source, audio)));
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
    private WindowsOfARecording Measure(ref AudioSource source, out long? length)
    {
        if (!source.IsRepeatable)
            source = AudioSource.FromSamples(source.ReadAll(_features.SampleRate, call.Token), _features.SampleRate);
        using AudioWindow audio = Open(source);
        var features = WindowsOfARecording.Measure(_features, audio, mirrorsEnd: plan.Options.LongForm == LongForm.SequentialTransformers);
        length = audio.Length;
        return features;
    }

    private IPassages Passages(AudioWindow audio, IWindowFeatures features, IPassageSource ranges) => plan.Options.LongForm == LongForm.Chunked
        ? new ChunkedPassages(plan, audio, ranges)
        : new IndependentPassages(plan, audio, features, ranges);

    private IPassageSource Ranges(AudioSource source, AudioWindow audio)
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
        while (passages.Next() is { } stretch)
        {
            speech.AddRange(stretch.Ranges);
            audio.Release(passages.NeededFrom);
        }

        return speech;
    }

    private SpeechPassages Find(AudioWindow audio, VoiceActivityOptions options) => new(
        audio, plan.Ranges, new VoiceActivityScan(plan.Model.VoiceActivity.ForRecording(), options), call, _features.WindowSamples, _features.Hop, plan.Options.DetectLanguagePerStretch);

    private AudioWindow Open(AudioSource source, long? length = null) => new(source.Open(_features.SampleRate, call.Token), length);
}
