using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.KyutaiStt.Codec;

/// <summary>Inputs and outputs of a codec's graph, bound once for runs over the same rows or as many frames.</summary>
internal sealed class CodecBinding : IDisposable
{
    private readonly ViewSet _views = new();

    public CodecBinding(OrtSession session, Action<OrtIoBinding, ViewSet> bind)
    {
        Native = session.Native.CreateIoBinding();
        bind(Native, _views);
    }

    public OrtIoBinding Native { get; }

    public void Dispose()
    {
        Native.Dispose();
        _views.Dispose();
    }
}
