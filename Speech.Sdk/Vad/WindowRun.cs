using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Vad;

/// <summary>One window a call; bound once, so that a call makes no managed allocation.</summary>
internal sealed class WindowRun : ISileroRun
{
    private readonly OrtSession _graph;
    private readonly TensorBuffer _row = new(TensorElementType.Float, ISileroRun.RowLength);
    private readonly TensorBuffer _state = new(TensorElementType.Float, ISileroRun.StateLength);
    private readonly TensorBuffer _nextState = new(TensorElementType.Float, ISileroRun.StateLength);
    private readonly TensorBuffer _sampleRate = new(TensorElementType.Int64, 1);
    private readonly TensorBuffer _probability = new(TensorElementType.Float, 1);
    private readonly ViewSet _views = new();
    private readonly OrtIoBinding _binding;

    public WindowRun(OrtSession graph)
    {
        _graph = graph;
        _state.Clear();
        _sampleRate.Span<long>()[0] = SileroVad.SampleRate;
        _binding = graph.Native.CreateIoBinding();
        _binding.BindInput("input", _views.Add(_row.View([1, ISileroRun.RowLength])));
        _binding.BindInput("state", _views.Add(_state.View([2, 1, ISileroRun.StateLength / 2])));
        _binding.BindInput("sr", _views.Add(_sampleRate.View([])));
        _binding.BindOutput("output", _views.Add(_probability.View([1, 1])));
        _binding.BindOutput("stateN", _views.Add(_nextState.View([2, 1, ISileroRun.StateLength / 2])));
    }

    public int Capacity => 1;

    public Span<float> Rows => _row.Span<float>();

    public ReadOnlySpan<float> Run(InferenceCall call, int windows)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(windows, 1);
        call.Run(_graph, _binding);
        _nextState.Span<float>().CopyTo(_state.Span<float>());
        return _probability.Span<float>();
    }

    public void Dispose()
    {
        _binding.Dispose();
        _views.Dispose();
        foreach (TensorBuffer buffer in new[] { _row, _state, _nextState, _sampleRate, _probability })
            buffer.Dispose();
    }
}
