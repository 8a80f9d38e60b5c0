using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Models.Whisper.Foreign;

/// <summary>A tensor whose first dimension is rows of hypotheses, in memory that ONNX Runtime allocated.</summary>
internal sealed class CacheTensor(OrtValue value, bool owned = true) : IDisposable
{
    public OrtValue Value { get; } = value;

    /// <summary>A new tensor whose row r is this one's row rows[r].</summary>
    public CacheTensor Gather(ReadOnlySpan<int> rows)
    {
        OrtTensorTypeAndShapeInfo info = Value.GetTensorTypeAndShape();
        long[] shape = info.Shape;
        ReadOnlySpan<byte> source = Value.GetTensorMutableRawData();
        int rowBytes = checked((int)(source.Length / shape[0]));
        shape[0] = rows.Length;
        OrtValue gathered = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, info.ElementDataType, shape);
        Span<byte> target = gathered.GetTensorMutableRawData();
        for (int row = 0; row < rows.Length; row++)
            source.Slice(rows[row] * rowBytes, rowBytes).CopyTo(target[(row * rowBytes)..]);
        return new CacheTensor(gathered);
    }

    public void Dispose()
    {
        if (owned)
            Value.Dispose();
    }
}
