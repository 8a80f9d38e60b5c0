using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference;

/// <summary>
/// Numbers the runs of a graph that ONNX Runtime captures as CUDA graphs (<c>gpu_graph_id</c>). A captured run reads and writes fixed addresses, so what has the same
/// addresses and shapes has the same number, also where memory was freed and given out again. Thread-safe.
/// </summary>
internal sealed class CapturedRuns
{
    /// <summary>The number of a run that is not captured.</summary>
    public const int None = -1;

    /// <summary>Each captured run keeps some memory of the GPU until the session ends; what is beyond these is run as it is.</summary>
    public const int Most = 64;

    private readonly Dictionary<long[], int> _numbers = new(new SameValues());

    /// <summary>What tells a run from others: where its buffers lie, where in them it begins, and every bound tensor's shape.</summary>
    /// <param name="addresses">Of the buffers.</param>
    /// <param name="begins">The first row and whatever else places the run in them.</param>
    /// <param name="bound">What is bound.</param>
    public static long[] Identity(IEnumerable<nint> addresses, long[] begins, IEnumerable<BoundTensor> bound) =>
        [.. addresses, .. begins, .. bound.Select(one => one.Tensor.GetTensorTypeAndShape().Shape).SelectMany(shape => (long[])[shape.Length, .. shape])];

    /// <summary>The number of a run that reads and writes these addresses in these shapes.</summary>
    public int NumberOf(long[] identity)
    {
        lock (_numbers)
        {
            if (_numbers.TryGetValue(identity, out int number))
                return number;
            if (_numbers.Count == Most)
                return None;
            _numbers[identity] = _numbers.Count + 1;
            return _numbers.Count;
        }
    }

    /// <summary>Says which captured run the next one is.</summary>
    public static void Name(RunOptions options, int number) => options.AddRunConfigEntry("gpu_graph_id", number.ToString(CultureInfo.InvariantCulture));

    private sealed class SameValues : IEqualityComparer<long[]>
    {
        public bool Equals(long[]? x, long[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(long[] values)
        {
            HashCode hash = default;
            foreach (long value in values)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
