using System.Numerics.Tensors;
using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>Probabilities of the windows of one recording, in the order of time.</summary>
internal sealed class WindowScores
{
    private readonly List<(long Start, long End)> _windows = [];
    private readonly List<float[]> _probabilities = [];

    /// <summary>Adds the next window, in samples, with the scores that softmax turns into probabilities.</summary>
    public void Add(long start, long end, ReadOnlySpan<float> logits)
    {
        float[] probabilities = new float[logits.Length];
        TensorPrimitives.SoftMax(logits, probabilities);
        _windows.Add((start, end));
        _probabilities.Add(probabilities);
    }

    /// <summary>The stretches that the windows stand for, without gaps or overlap.</summary>
    public IReadOnlyList<(long Start, long End, float[] Probabilities)> Spans() =>
        [.. WindowLength.Stretches(_windows).Zip(_probabilities, (stretch, probabilities) => (stretch.Start, stretch.End, probabilities))];

    /// <summary>The mean of distributions, weighted by the lengths of what they belong to.</summary>
    public static double[] Mean(IReadOnlyCollection<(long Start, long End, float[] Probabilities)> spans)
    {
        double[] mean = new double[spans.First().Probabilities.Length];
        double total = spans.Sum(span => span.End - span.Start);
        foreach ((long start, long end, float[] probabilities) in spans)
        {
            for (int label = 0; label < mean.Length; label++)
                mean[label] += probabilities[label] * ((end - start) / total);
        }

        return mean;
    }
}
