using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Speech.Sdk.Benchmarks.Profiling;

/// <summary>
/// Tensors for every input of a graph: what another graph wrote under the input's name, numbers that are given, else random values of the input's type. So
/// a graph can be run whose inputs nobody here knows.
/// </summary>
/// <param name="sizes">Sizes of open dimensions.</param>
/// <param name="numbers">What integer inputs are filled with, by their names: again and again, where there are fewer numbers than elements.</param>
internal sealed class GraphInputs(TensorSizes sizes, IReadOnlyDictionary<string, int[]> numbers) : IDisposable
{
    private readonly Random _random = new(1);
    private readonly List<OrtValue> _made = [];

    /// <summary>The inputs by name; those not in <paramref name="written"/> belong to this object.</summary>
    /// <exception cref="SpeechException">A dimension's size is not known, or a type is one that graphs here have not.</exception>
    public Dictionary<string, OrtValue> For(InferenceSession graph, IReadOnlyDictionary<string, OrtValue> written) => graph.InputMetadata.ToDictionary(
        input => input.Key, input => written.TryGetValue(input.Key, out OrtValue? value) ? value : Make(input.Key, input.Value));

    public void Dispose()
    {
        foreach (OrtValue value in _made)
            value.Dispose();
    }

    private OrtValue Make(string name, NodeMetadata input)
    {
        long[] shape = sizes.Resolve(name, input.Dimensions, input.SymbolicDimensions);
        OrtValue value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, input.ElementDataType, shape);
        _made.Add(value);
        int[] given = numbers.GetValueOrDefault(name) ?? [0];
        int next = 0;
        switch (input.ElementDataType)
        {
            case TensorElementType.Float:
                Fill<float>(value, Noise);
                break;
            case TensorElementType.Float16:
                Fill(value, () => (Half)Noise());
                break;
            case TensorElementType.Int8 or TensorElementType.UInt8:
                _random.NextBytes(Bytes(value));
                break;
            case TensorElementType.Int64:
                Fill<long>(value, () => given[next++ % given.Length]);
                break;
            case TensorElementType.Int32:
                Fill(value, () => given[next++ % given.Length]);
                break;
            default:
                throw new SpeechException($"The input '{name}' is {input.ElementDataType}; expected floats of 32 or 16 bits or integers of 8, 32 or 64.");
        }

        return value;
    }

    private float Noise() => _random.NextSingle() - 0.5f;

    private static void Fill<T>(OrtValue value, Func<T> next)
        where T : unmanaged
    {
        foreach (ref T element in MemoryMarshal.Cast<byte, T>(Bytes(value)))
            element = next();
    }

    private static Span<byte> Bytes(OrtValue value) => value.GetTensorMutableRawData();
}
