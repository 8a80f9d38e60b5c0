using System.Diagnostics;
using Speech.Sdk.Audio;
using Speech.Sdk.Models.Whisper.Features;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Opens recordings as a call's way of cutting them up wants them.</summary>
internal sealed class RecordingOpener(TranscriptionPlan plan, CancellationToken cancellationToken)
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
            var recording = new Recording(plan, index, audio, features, new AllAsOnePassage(plan.Ranges));
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
            source = AudioSource.FromSamples(source.ReadAll(_features.SampleRate, cancellationToken), _features.SampleRate);
        using AudioWindow audio = Open(source);
        return WindowsOfARecording.Measure(_features, audio, mirrorsEnd: plan.Options.LongForm == LongForm.SequentialTransformers);
    }

    private AudioWindow Open(AudioSource source) => new(source.Open(_features.SampleRate, cancellationToken));
}
