using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.TextModel;

/// <summary>
/// Runs the exported step graph over rows of streams. Everything is bound once, and again only when rows join or leave, so that a step
/// makes no managed allocation. Not for use by two threads at a time; the session is the caller's.
/// </summary>
/// <remarks>
/// A row that was not fed takes part in the step with what it was fed before: what the graph then writes lies in a place that its next
/// step writes again. A row by itself has a companion that nobody reads, since kernels sum a single row in another order than several.
/// </remarks>
internal sealed class TextSteps : ITextSteps
{
    private const int LeastRows = 2;
    private readonly OrtSession _graph;
    private readonly RepeatedCall _call = new();
    private readonly OrtIoBinding _binding;
    private readonly ViewSet _views = new();
    private readonly PositionAngles _angles;
    private readonly AttentionWindow _window;
    private StepTensors _tensors;
    private long[] _positions = new long[LeastRows];
    private bool[] _fed = new bool[LeastRows];
    private TextToken[] _tokens = new TextToken[LeastRows];
    private float[] _pauses;
    private int _boundRows;

    /// <param name="graph">The exported text-step graph.</param>
    /// <param name="theta">The base of its rotary positions: rope_theta or max_period of its config.json.</param>
    public TextSteps(OrtSession graph, double theta)
    {
        _graph = graph;
        PauseHeads = graph.HasOutput("pauses") ? graph.OutputShape("pauses")[1] : 0;
        _pauses = new float[LeastRows * PauseHeads];
        _angles = new PositionAngles(theta, graph.InputShape("cosines")[1]);
        _window = new AttentionWindow(graph, LeastRows);
        _tensors = new StepTensors(graph, PauseHeads, LeastRows);
        _binding = graph.Native.CreateIoBinding();
    }

    public int Count { get; private set; }

    public int PauseHeads { get; }

    public void Add()
    {
        if (Count == _positions.Length)
            Grow(2 * Count);
        (_positions[Count], _fed[Count], _tokens[Count]) = (0, false, default);
        PausesOf(Count).Clear();
        Count++;
    }

    public void RemoveAt(int row)
    {
        CheckRow(row);
        int last = Count - 1;
        if (row != last)
        {
            _window.Copy(last, row, _window.Kept(_positions[last]));
            _tensors.CopyInputs(last, _tensors, row);
            (_positions[row], _fed[row], _tokens[row]) = (_positions[last], _fed[last], _tokens[last]);
            PausesOf(last).CopyTo(PausesOf(row));
        }

        Count = last;
    }

    public void Feed(int row, long text, ReadOnlySpan<long> codes)
    {
        CheckRow(row);
        Span<long> target = _tensors.Codes(row);
        if (codes.Length != target.Length)
            throw new ArgumentException($"{codes.Length} codes were given, and the model has {target.Length} codebooks.", nameof(codes));
        codes.CopyTo(target);
        _tensors.Text[row] = text;
        _fed[row] = true;
    }

    public void Step(CancellationToken cancellationToken)
    {
        if (!_fed.AsSpan(0, Count).Contains(true))
            return;
        for (int row = 0; row < Count; row++)
        {
            _tensors.Past[row] = _window.Kept(_positions[row]);
            _angles.Write(_positions[row], _tensors.Cosines(row), _tensors.Sines(row));
        }

        for (int row = Count; row < RowsToRun; row++)
        {
            _tensors.CopyInputs(0, _tensors, row);
            _tensors.Past[row] = 0;
        }

        // Off the processor a binding is a snapshot: inputs go to the device when they are bound, not when the graph runs.
        if (_boundRows != RowsToRun || _graph.Provider != ExecutionProvider.Cpu)
            Bind();
        _call.Run(_graph, _binding, cancellationToken);
        for (int row = 0; row < Count; row++)
        {
            if (_fed[row])
                Finish(row);
        }
    }

    public TextToken Token(int row)
    {
        CheckRow(row);
        return _tokens[row];
    }

    public ReadOnlySpan<float> Pauses(int row)
    {
        CheckRow(row);
        return PausesOf(row);
    }

    /// <summary>The scores of the text ids at a row's step, until the next one.</summary>
    public ReadOnlySpan<float> Logits(int row)
    {
        CheckRow(row);
        return _tensors.Logits(row);
    }

    public void Save(int row, BinaryWriter target)
    {
        CheckRow(row);
        foreach (int size in _window.Shape)
            target.Write(size);
        target.Write(PauseHeads);
        target.Write(_positions[row]);
        target.Write(_tokens[row].Id);
        target.Write(_tokens[row].LogProbability);
        foreach (float pause in PausesOf(row))
            target.Write(pause);
        _window.Save(row, _window.Kept(_positions[row]), target);
    }

    public void Restore(int row, BinaryReader source)
    {
        CheckRow(row);
        try
        {
            foreach (int size in (int[])[.. _window.Shape, PauseHeads])
            {
                if (source.ReadInt32() != size)
                    throw new InvalidDataException($"The state was saved by another model than {_graph.ModelPath}; restore it with that one.");
            }

            long position = source.ReadInt64();
            if (position < 0)
                throw new InvalidDataException($"The state says that it has done {position} steps: it is damaged.");
            _tokens[row] = new TextToken(source.ReadInt32(), source.ReadSingle());
            foreach (ref float pause in PausesOf(row))
                pause = source.ReadSingle();
            _window.Restore(row, _window.Kept(position), source);
            (_positions[row], _fed[row]) = (position, false);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The state of the text model is cut off; save it again.", e);
        }
    }

    public void Dispose()
    {
        _binding.Dispose();
        _views.Dispose();
        _call.Dispose();
        _window.Dispose();
        _tensors.Dispose();
    }

    private int RowsToRun => Math.Max(Count, LeastRows);

    private Span<float> PausesOf(int row) => _pauses.AsSpan(row * PauseHeads, PauseHeads);

    private void Finish(int row)
    {
        _window.Keep(row, _positions[row]);
        _positions[row]++;
        _fed[row] = false;
        _tokens[row] = new TextToken((int)_tensors.Tokens[row], _tensors.Probabilities[row]);
        _tensors.Pauses(row).CopyTo(PausesOf(row));
    }

    private void Grow(int rows)
    {
        Unbind();
        _window.Grow(rows, _positions.AsSpan(0, Count));
        StepTensors larger = new(_graph, PauseHeads, rows);
        for (int row = 0; row < Count; row++)
            _tensors.CopyInputs(row, larger, row);
        _tensors.Dispose();
        _tensors = larger;
        Array.Resize(ref _positions, rows);
        Array.Resize(ref _fed, rows);
        Array.Resize(ref _tokens, rows);
        Array.Resize(ref _pauses, rows * PauseHeads);
    }

    private void Bind()
    {
        Unbind();
        _tensors.Bind(_binding, _views, RowsToRun);
        _window.Bind(_binding, _views, RowsToRun);
        _boundRows = RowsToRun;
    }

    private void Unbind()
    {
        _binding.ClearBoundInputs();
        _binding.ClearBoundOutputs();
        _views.Dispose();
        _boundRows = 0;
    }

    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {Count} rows.");
    }
}
