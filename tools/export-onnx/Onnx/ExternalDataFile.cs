namespace Speech.Sdk.Export.Onnx;

/// <summary>The file beside a graph that holds its weights; several graphs, and several tensors, may point at the same bytes.</summary>
internal sealed class ExternalDataFile(string folder, string name) : IDisposable
{
    private const int Alignment = 64;
    private const int PageAlignment = 4096;
    private readonly FileStream _stream = new(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write);

    /// <summary>Appends the bytes, large ones at a page's start so that they can be mapped, and says where they lie.</summary>
    public ExternalData Append(ReadOnlySpan<byte> bytes)
    {
        int alignment = bytes.Length >= PageAlignment ? PageAlignment : Alignment;
        long padding = (alignment - (_stream.Position % alignment)) % alignment;
        _stream.Write(new byte[padding]);
        var data = new ExternalData(name, _stream.Position, bytes.Length);
        _stream.Write(bytes);
        return data;
    }

    public void Dispose() => _stream.Dispose();
}

/// <summary>A place in a file of weights, in bytes.</summary>
internal sealed record ExternalData(string File, long Offset, long Length);
