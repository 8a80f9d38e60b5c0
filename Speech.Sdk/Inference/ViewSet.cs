using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference;

/// <summary>The tensors of one binding or call, and what they are bound as; disposed together.</summary>
internal sealed class ViewSet : IDisposable
{
    private readonly List<OrtValue> _views = [];
    private readonly List<BoundTensor> _bound = [];

    /// <summary>What a graph reads and writes.</summary>
    public IReadOnlyList<BoundTensor> Bound => _bound;

    public OrtValue Add(OrtValue view)
    {
        _views.Add(view);
        return view;
    }

    /// <summary>Binds a tensor as an input, and owns it from now on.</summary>
    public void Input(OrtIoBinding binding, string name, OrtValue view)
    {
        Own(name, view);
        binding.BindInput(name, view);
    }

    /// <summary>Binds a tensor as an output, and owns it from now on; it may be an input's too, which is then written in place.</summary>
    public void Output(OrtIoBinding binding, string name, OrtValue view)
    {
        Own(name, view);
        binding.BindOutput(name, view);
    }

    public void Dispose()
    {
        foreach (OrtValue view in _views)
            view.Dispose();
        _views.Clear();
        _bound.Clear();
    }

    private void Own(string name, OrtValue view)
    {
        if (_bound.Count == 0 || _bound[^1].Tensor != view)
            _views.Add(view);
        _bound.Add(new BoundTensor(name, view));
    }
}
