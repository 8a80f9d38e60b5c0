using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Vad;

/// <summary>
/// The graph with the memory and the LSTM state of one recording or stream. It is bound again only when the number of windows changes, which is at a recording's end; a call makes
/// no managed allocation otherwise.
/// </summary>
internal sealed class SileroRun : IDisposable
{
    /// <summary>Samples before a window that its row begins with.</summary>
    public const int ContextLength = 64;

    public const int RowLength = ContextLength + SileroVad.WindowLength;

    // The LSTM's h and c, 128 each.
    private const int StateLength = 2 * 128;

    private static readonly long[] HalfState = [1, 1, StateLength / 2];

    private readonly OrtSession _graph;
    private readonly TensorBuffer _rows;
    private readonly TensorBuffer _probabilities;
    private readonly TensorBuffer _state = new(TensorElementType.Float, StateLength);
    private readonly TensorBuffer _nextState = new(TensorElementType.Float, StateLength);
    private readonly ViewSet _views = new();
    private readonly OrtIoBinding _binding;
    private int _bound;

    /// <param name="graph">Silero's.</param>
    /// <param name="capacity">Windows that one call may hold.</param>
    public SileroRun(OrtSession graph, int capacity)
    {
        _graph = graph;
        Capacity = capacity;
        _rows = new TensorBuffer(TensorElementType.Float, (long)capacity * RowLength);
        _probabilities = new TensorBuffer(TensorElementType.Float, capacity);
        _state.Clear();
        _binding = graph.Native.CreateIoBinding();
    }

    /// <summary>Windows that one call may hold.</summary>
    public int Capacity { get; }

    /// <summary>[Capacity, 576]: the caller writes the windows here.</summary>
    public Span<float> Rows => _rows.Span<float>();

    /// <summary>Probabilities of the first rows, valid until the next call; carries the state over.</summary>
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
        long cell = StateLength / 2;
        _binding.BindInput("input", _views.Add(_rows.View([windows, RowLength])));
        _binding.BindInput("h", _views.Add(_state.View(HalfState)));
        _binding.BindInput("c", _views.Add(_state.View(HalfState, cell)));
        _binding.BindOutput("speech_probs", _views.Add(_probabilities.View([windows])));
        _binding.BindOutput("hn", _views.Add(_nextState.View(HalfState)));
        _binding.BindOutput("cn", _views.Add(_nextState.View(HalfState, cell)));
        _bound = windows;
    }
}
