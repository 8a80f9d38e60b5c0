using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.Codec;

/// <summary>
/// Encodes a frame of many streams a run, those between the first and the last that have one. Not thread-safe; the session may be shared.
/// </summary>
/// <remarks>
/// A stream that has no frame may be run along with the others. It keeps its state: its context is not taken over, and in its rings only the
/// slots are written whose columns have left every window, which its next frame writes again.
/// </remarks>
internal sealed class FrameEncoder : IFrameEncoder
{
    /// <summary>Streams that come and go make very many stretches of rows, and what is bound for one holds memory for every layer.</summary>
    public const int MostBindings = 256;

    private readonly OrtSession _session;
    private readonly CodecShape _shape;
    private readonly Dictionary<(int First, int Count), CodecBinding> _bindings = [];
    private CodecState _state;
    private FrameTensors _frames;
    private TensorBuffer _context;
    private InferenceCall? _call;

    /// <param name="session">The graph <c>codec-step</c> on the CPU; not disposed.</param>
    public FrameEncoder(OrtSession session)
    {
        _session = session;
        _shape = CodecShape.Of(session);
        (_state, _frames, _context) = Reserve(1);
    }

    public int Count { get; private set; }

    /// <summary>Stretches of rows that are bound.</summary>
    public int Bindings => _bindings.Count;

    public int FrameSamples => _shape.FrameSamples;

    public int Codebooks => _shape.Codebooks;

    public Span<float> Audio(int row) => _frames.Audio(Known(row));

    public ReadOnlySpan<long> Codes(int row) => _frames.Codes(Known(row));

    public void Add()
    {
        if (Count == _state.Rows)
            Grow();
        _state.Clear(Count);
        _frames.Audio(Count).Clear();
        _frames.Codes(Count).Clear();
        _frames.Place(Count, 0);
        Count++;
    }

    public void RemoveAt(int row)
    {
        int last = Count - 1;
        if (Known(row) != last)
        {
            _state.Copy(last, _state, row);
            _frames.Copy(last, _frames, row);
        }

        Count = last;
    }

    public void Step(ReadOnlySpan<bool> rows, CancellationToken cancellationToken)
    {
        if (rows.Length != Count)
            throw new ArgumentException($"{rows.Length} rows were named of {Count}.");
        int first = rows.IndexOf(true);
        if (first < 0)
            return;
        int end = rows.LastIndexOf(true) + 1;
        for (int row = first; row < end; row++)
            _frames.Place(row, _state.Positions[row]);
        CallOf(cancellationToken).Run(_session, BindingOf(first, end - first).Native);
        for (int row = first; row < end; row++)
        {
            if (!rows[row])
                continue;
            _context.Span<float>().Slice(row * _shape.ContextValues, _shape.ContextValues).CopyTo(_state.Context(row));
            _state.Positions[row] += CodecShape.ColumnsPerFrame;
        }
    }

    public void Save(int row, BinaryWriter target) => _state.Save(Known(row), target);

    public void Restore(int row, BinaryReader source) => _state.Restore(Known(row), source);

    public void Dispose()
    {
        _call?.Dispose();
        DisposeTensors();
    }

    private int Known(int row) =>
        (uint)row < (uint)Count ? row : throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {Count} rows.");

    private (CodecState State, FrameTensors Frames, TensorBuffer Context) Reserve(int rows) =>
        (new CodecState(_shape, rows), new FrameTensors(_shape, rows), new TensorBuffer(TensorElementType.Float, (long)rows * _shape.ContextValues));

    private void Grow()
    {
        (CodecState State, FrameTensors Frames, TensorBuffer Context) larger = Reserve(2 * _state.Rows);
        for (int row = 0; row < Count; row++)
        {
            _state.Copy(row, larger.State, row);
            _frames.Copy(row, larger.Frames, row);
        }

        DisposeTensors();
        (_state, _frames, _context) = larger;
    }

    // A run's options end with its token; a stream of steps has one token.
    private InferenceCall CallOf(CancellationToken cancellationToken)
    {
        if (_call?.Token == cancellationToken)
            return _call;
        _call?.Dispose();
        return _call = new InferenceCall(cancellationToken);
    }

    private CodecBinding BindingOf(int first, int count)
    {
        if (_bindings.TryGetValue((first, count), out CodecBinding? known))
            return known;
        if (_bindings.Count == MostBindings)
            Unbind();
        return _bindings[(first, count)] = Bind(first, count);
    }

    private CodecBinding Bind(int first, int count) => new(_session, (binding, views) =>
    {
        _frames.Bind(binding, views, first, count);
        _state.Bind(binding, views, first, count);
        binding.BindOutput("context_out", views.Add(_context.View([count, _shape.ContextValues], (long)first * _shape.ContextValues)));
    });

    private void Unbind()
    {
        foreach (CodecBinding binding in _bindings.Values)
            binding.Dispose();
        _bindings.Clear();
    }

    private void DisposeTensors()
    {
        Unbind();
        _state.Dispose();
        _frames.Dispose();
        _context.Dispose();
    }
}
