namespace Speech.Sdk.Benchmarks.Profiling;

/// <summary>How large the dimensions of a graph's inputs are that it leaves open, by the names that it gives them.</summary>
internal sealed class TensorSizes(IReadOnlyDictionary<string, int> sizes)
{
    /// <summary>A shape without open dimensions.</summary>
    /// <param name="input">The input's name, for the error.</param>
    /// <param name="dimensions">Its dimensions, -1 where they are open.</param>
    /// <param name="names">What open ones are called, empty where they have no name.</param>
    /// <exception cref="SpeechException">An open dimension has a name of which no size is known.</exception>
    public long[] Resolve(string input, IReadOnlyList<int> dimensions, IReadOnlyList<string> names)
    {
        long[] shape = new long[dimensions.Count];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = dimensions[axis] >= 0 ? dimensions[axis] : sizes.TryGetValue(names[axis], out int size) ? size : throw new SpeechException(
                $"The input '{input}' has the open dimension '{names[axis]}', of which no size is known; give it with --size {names[axis]}=N. Known are {string.Join(", ", sizes.Keys)}.");
        }

        return shape;
    }
}
