using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference;

/// <summary>The tensors of one binding; disposed together.</summary>
internal sealed class ViewSet : IDisposable
{
    private readonly List<OrtValue> _views = [];

    public OrtValue Add(OrtValue view)
    {
        _views.Add(view);
        return view;
    }

    public void Dispose()
    {
        foreach (OrtValue view in _views)
            view.Dispose();
        _views.Clear();
    }
}
