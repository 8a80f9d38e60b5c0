using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Vad;

/// <summary>Many windows a call; bound again only when their number changes, which is at a recording's end.</summary>
internal sealed class SequenceRun : ISileroRun
{
    private static readonly long[] HalfState = [1, 1, ISileroRun.StateLength / 2];

    private readonly OrtSession _graph;
    private readonly TensorBuffer _rows;
    private readonly TensorBuffer _probabilities;
    private readonly TensorBuffer _state = new(TensorElementType.Float, ISileroRun.StateLength);
    private readonly TensorBuffer _nextState = new(TensorElementType.Float, ISileroRun.StateLength);
    private readonly ViewSet _views = new();
    private readonly OrtIoBinding _binding;
    private int _bound;

    public SequenceRun(OrtSession graph, int capacity)
    {
        _graph = graph;
        Capacity = capacity;
        _rows = new TensorBuffer(TensorElementType.Float, (long)capacity * ISileroRun.RowLength);
        _probabilities = new TensorBuffer(TensorElementType.Float, capacity);
        _state.Clear();
        _binding = graph.Native.CreateIoBinding();
    }

    public int Capacity { get; }

    public Span<float> Rows => _rows.Span<float>();

    public ReadOnlySpan<float> Run(InferenceCall call, int windows)
    {
        if (windows != _bound)
            Bind(windows);
        call.Run(_graph, _binding);
        _nextState.Span<float>().CopyTo(_state.Span<float>());
        return _probabilities.Span<float>()[..windows];
    }

    public void Dispose()
    {
        _binding.Dispose();
        _views.Dispose();
        foreach (TensorBuffer buffer in new[] { _rows, _probabilities, _state, _nextState })
            buffer.Dispose();
    }

    private void Bind(int windows)
    {
        _binding.ClearBoundInputs();
        _binding.ClearBoundOutputs();
        _views.Dispose();
        long cell = ISileroRun.StateLength / 2;
        _binding.BindInput("input", _views.Add(_rows.View([windows, ISileroRun.RowLength])));
        _binding.BindInput("h", _views.Add(_state.View(HalfState)));
        _binding.BindInput("c", _views.Add(_state.View(HalfState, cell)));
        _binding.BindOutput("speech_probs", _views.Add(_probabilities.View([windows])));
        _binding.BindOutput("hn", _views.Add(_nextState.View(HalfState)));
        _binding.BindOutput("cn", _views.Add(_nextState.View(HalfState, cell)));
        _bound = windows;
    }
}
