using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Speech.Sdk.Inference.Memory;

/// <summary>
/// A small tensor that the processor writes or reads at every run: on a device there are two of it, and what changes is sent or fetched; in the machine's own memory
/// there is one, and nothing is copied.
/// </summary>
internal sealed class StagedBuffer : IDisposable
{
    private readonly TensorBuffer _host;
    private readonly TensorBuffer _device;

    public StagedBuffer(TensorElementType elementType, long elements, TensorMemory memory, bool cleared = false)
    {
        _host = Make(TensorMemory.Host);
        try
        {
            _device = memory.IsHost ? _host : Make(memory);
        }
        catch
        {
            _host.Dispose();
            throw;
        }

        TensorBuffer Make(TensorMemory where) => cleared ? TensorBuffer.Cleared(elementType, elements, where) : new TensorBuffer(elementType, elements, where);
    }

    /// <summary>Where the graph's side lies.</summary>
    public nint Address => _device.Address;

    /// <summary>The processor's side.</summary>
    public Span<T> Span<T>()
        where T : unmanaged => _host.Span<T>();

    /// <summary>The graph's side, as a tensor over the elements from <paramref name="offset"/> on; the caller disposes it before this.</summary>
    public OrtValue View(long[] shape, long offset = 0) => _device.View(shape, offset);

    /// <summary>Copies elements from the processor's side to the graph's.</summary>
    public void Send(long offset, long elements)
    {
        if (_device != _host)
            _device.Write(_host.Slice(offset * _host.ElementSize, checked((int)(elements * _host.ElementSize))), offset * _host.ElementSize);
    }

    /// <summary>Copies elements from the graph's side to the processor's.</summary>
    public void Fetch(long offset, long elements)
    {
        if (_device != _host)
            _device.Read(offset * _host.ElementSize, _host.Slice(offset * _host.ElementSize, checked((int)(elements * _host.ElementSize))));
    }

    public void Dispose()
    {
        _host.Dispose();
        _device.Dispose();
    }
}
