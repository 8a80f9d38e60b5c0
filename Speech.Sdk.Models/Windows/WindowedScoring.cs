using Speech.Sdk.Audio;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Windows;

/// <summary>
/// Scores recordings window by window while they are read, windows of several recordings together where the model likes that. Holds as
/// many windows as go together, whatever the recordings' length.
/// </summary>
internal sealed class WindowedScoring(IWindowModel model, int window, int hop, IProgress<TranscriptionProgress>? progress, InferenceCall call)
{
    private readonly List<Pending> _pending = [];
    private readonly Stack<float[]> _free = new(Enumerable.Range(0, model.WindowsAtOnce).Select(_ => new float[window]));

    public IReadOnlyList<ScoredRecording> Run(IReadOnlyList<AudioSource> audios)
    {
        ScoredRecording[] recordings = [.. audios.Select(_ => new ScoredRecording())];
        for (int index = 0; index < audios.Count; index++)
        {
            using AudioReader reader = audios[index].Open(model.SampleRate, call.Token);
            TimeSpan? duration = reader.Length is { } length ? Time(length) : null;
            var windows = new SlidingWindow(reader, window, hop);
            while (windows.MoveNext())
            {
                RecordingLength.Require(audios[index], windows.Samples.Length, model.ShortestSamples, model.SampleRate);
                if (_free.Count == 0)
                    ScorePending();
                float[] samples = _free.Pop();
                windows.Samples.CopyTo(samples);
                _pending.Add(new Pending(recordings[index], index, windows.Start, windows.End, samples, duration));
            }

            recordings[index].Samples = windows.End;
            recordings[index].Warnings = reader.Warnings;
        }

        ScorePending();
        return recordings;
    }

    private void ScorePending()
    {
        if (_pending.Count == 0)
            return;
        IReadOnlyList<float[]> scores = model.Score(call, [.. _pending.Select(one => (ReadOnlyMemory<float>)one.Samples.AsMemory(0, (int)(one.End - one.Start)))]);
        foreach ((Pending one, float[] row) in _pending.Zip(scores))
        {
            one.Recording.Scores.Add(one.Start, one.End, row);
            progress?.Report(new TranscriptionProgress(one.Index, Time(one.End), one.Duration));
            _free.Push(one.Samples);
        }

        _pending.Clear();
    }

    private TimeSpan Time(long samples) => TimeSpan.FromSeconds((double)samples / model.SampleRate);

    private sealed record Pending(ScoredRecording Recording, int Index, long Start, long End, float[] Samples, TimeSpan? Duration);
}
