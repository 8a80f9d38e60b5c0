using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Export.Checkpoints;

/// <summary>A tensor that lies in a checkpoint file, row-major; its data is read only when asked for.</summary>
internal sealed record CheckpointTensor(string Name, long[] Shape, ElementType Type, string File, Func<Stream> Open)
{
    private const int ChunkElements = 1 << 18;

    public long Length => Shape.Aggregate(1L, (product, dimension) => checked(product * dimension));

    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float32 => 4,
        ElementType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>Whether its shape is one and takes no more than so many bytes; of a type that cannot be read an element takes a bit at least.</summary>
    /// <exception cref="OverflowException">The shape has more elements than can be counted.</exception>
    public bool FitsInto(long bytes) => Shape.All(dimension => dimension >= 0) && Length <= (Type == ElementType.Other ? 8 * (Int128)bytes : bytes / SizeOf(Type));

    /// <exception cref="ModelFolderException">The file is damaged, or holds elements of another type.</exception>
    public float[] ReadFloats()
    {
        if (Type == ElementType.Other)
            throw new ModelFolderException($"{Name} in {File} is stored as integers or in a type that is not known; expected floats of 16, 32 or 64 bits. Download it again.");
        var values = new float[checked((int)Length)];
        int size = SizeOf(Type);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkElements * size);
        try
        {
            using Stream stream = Open();
            for (int start = 0; start < values.Length; start += ChunkElements)
            {
                Span<float> target = values.AsSpan(start, Math.Min(ChunkElements, values.Length - start));
                Span<byte> source = chunk.AsSpan(0, target.Length * size);
                stream.ReadExactly(source);
                Convert(source, target);
            }
        }
        catch (EndOfStreamException e)
        {
            throw new ModelFolderException($"{File} ends inside the tensor {Name}: the file is incomplete, download it again.", e);
        }
        catch (InvalidDataException e)
        {
            throw new ModelFolderException($"{File} is damaged at the tensor {Name} ({e.Message.TrimEnd('.')}); download it again.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return values;
    }

    private void Convert(ReadOnlySpan<byte> source, Span<float> target)
    {
        switch (Type)
        {
            case ElementType.Float32:
                source.CopyTo(MemoryMarshal.AsBytes(target));
                break;
            case ElementType.Float16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(source), target);
                break;
            case ElementType.BFloat16:
                // A bfloat16 is the upper half of a float32.
                ReadOnlySpan<ushort> upper = MemoryMarshal.Cast<byte, ushort>(source);
                for (int i = 0; i < target.Length; i++)
                    target[i] = BitConverter.UInt32BitsToSingle((uint)upper[i] << 16);
                break;
            default:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(source), target);
                break;
        }
    }
}
