using System.Numerics.Tensors;
using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>What a model says of the windows of one recording, a row of numbers each, in the order of time.</summary>
internal sealed class WindowScores
{
    private readonly List<(long Start, long End)> _windows = [];
    private readonly List<float[]> _rows = [];

    /// <summary>Adds the next window, in samples.</summary>
    public void Add(long start, long end, float[] row)
    {
        _windows.Add((start, end));
        _rows.Add(row);
    }

    /// <summary>The stretches that the windows stand for, without gaps or overlap.</summary>
    public IReadOnlyList<(long Start, long End, float[] Row)> Spans() =>
        [.. WindowLength.Stretches(_windows).Zip(_rows, (stretch, row) => (stretch.Start, stretch.End, row))];

    /// <summary>The same, the rows being scores, which softmax turns into probabilities.</summary>
    public IReadOnlyList<(long Start, long End, float[] Probabilities)> Probabilities() => [.. Spans().Select(span => (span.Start, span.End, SoftMax(span.Row)))];

    /// <summary>The mean of rows, weighted by the lengths of what they belong to.</summary>
    public static double[] Mean(IReadOnlyCollection<(long Start, long End, float[] Row)> spans)
    {
        double[] mean = new double[spans.First().Row.Length];
        double total = spans.Sum(span => span.End - span.Start);
        foreach ((long start, long end, float[] row) in spans)
        {
            for (int i = 0; i < mean.Length; i++)
                mean[i] += row[i] * ((end - start) / total);
        }

        return mean;
    }

    private static float[] SoftMax(float[] scores)
    {
        float[] probabilities = new float[scores.Length];
        TensorPrimitives.SoftMax(scores, probabilities);
        return probabilities;
    }
}
