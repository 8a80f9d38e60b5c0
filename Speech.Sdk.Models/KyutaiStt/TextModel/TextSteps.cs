using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.TextModel;

/// <summary>
/// Runs the exported step graph over rows of streams, those between the first and the last that were fed. What a run reads and writes is
/// bound once for each such stretch, so that a step makes no managed allocation. Not for use by two threads at a time; the session is the
/// caller's.
/// </summary>
/// <remarks>
/// A row that was not fed may be run along with the others: what the graph then writes lies in a place that the row's next step writes
/// again. On some processors kernels sum a single row in another order than pairs of rows; there the graph sees an even number of
/// rows, so that no row's scores depend on how many there are.
/// </remarks>
internal sealed class TextSteps : ITextSteps
{
    /// <summary>Streams that come and go make very many stretches of rows, and what is bound for one holds memory for every layer.</summary>
    public const int MostBindings = 256;

    private const int LeastRows = 2;
    private readonly OrtSession _graph;
    private readonly RepeatedCall _call = new();
    private readonly Dictionary<(int First, int Count), BoundRows> _bindings = [];
    private readonly CapturedRuns _captured = new();
    private readonly RotaryAngles _angles;
    private readonly AttentionWindow _window;
    private readonly bool _inPairs;
    private StepTensors _tensors;
    private long[] _positions = new long[LeastRows];
    private bool[] _fed = new bool[LeastRows];
    private TextToken[] _tokens = new TextToken[LeastRows];
    private float[] _pauses;

    /// <param name="graph">The exported text-step graph.</param>
    /// <param name="theta">The base of its rotary positions: rope_theta or max_period of its config.json.</param>
    public TextSteps(OrtSession graph, double theta)
    {
        _graph = graph;
        PauseHeads = graph.HasOutput("pauses") ? graph.OutputShape("pauses")[1] : 0;
        _pauses = new float[LeastRows * PauseHeads];
        _angles = new RotaryAngles(theta, 2 * graph.InputShape("cosines")[1]);
        _window = new AttentionWindow(graph, LeastRows);
        try
        {
            _tensors = new StepTensors(graph, PauseHeads, LeastRows);
        }
        catch
        {
            _window.Dispose();
            throw;
        }

        try
        {
            _inPairs = LoneRowDiffers();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Count { get; private set; }

    public int PauseHeads { get; }

    /// <summary>Stretches of rows that are bound.</summary>
    public int Bindings => _bindings.Count;

    /// <summary>What a step of some rows reads and writes; they have been stepped before.</summary>
    public IReadOnlyList<BoundTensor> BoundOf(int first, int count) => _bindings[(first, count)].Views.Bound;

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
        ReadOnlySpan<bool> fed = _fed.AsSpan(0, Count);
        int first = fed.IndexOf(true);
        if (first < 0)
            return;
        int end = fed.LastIndexOf(true) + 1;
        if (_inPairs && (end - first) % 2 == 1)
            (first, end) = end < _positions.Length ? (first, end + 1) : (first - 1, end);
        for (int row = first; row < end; row++)
            Place(row);
        Run(first, end - first, cancellationToken);
        for (int row = first; row < Math.Min(end, Count); row++)
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
        Unbind();
        _call.Dispose();
        _window.Dispose();
        _tensors.Dispose();
    }

    private Span<float> PausesOf(int row) => _pauses.AsSpan(row * PauseHeads, PauseHeads);

    private void Place(int row)
    {
        // A row that belongs to nobody is only there to be a pair's second.
        long position = row < Count ? _positions[row] : 0;
        _tensors.Past[row] = _window.Kept(position);
        _angles.Write(position, _tensors.Cosines(row), _tensors.Sines(row));
    }

    private void Run(int first, int count, CancellationToken cancellationToken)
    {
        if (_graph.CopiesWhenBound)
            Unbind();
        if (!_bindings.TryGetValue((first, count), out BoundRows bound))
        {
            if (_bindings.Count == MostBindings)
                Unbind();
            bound = Bind(first, count);
            _bindings[(first, count)] = bound;
        }

        _tensors.Send(first, count);
        _call.Run(_graph, bound.Binding, cancellationToken, bound.Captured);
        _tensors.Fetch(first, count);
    }

    private BoundRows Bind(int first, int count)
    {
        using CudaTurns.Turn turn = _graph.EnterToBind();
        (OrtIoBinding binding, ViewSet views) = (_graph.Native.CreateIoBinding(), new ViewSet());
        _tensors.Bind(binding, views, first, count);
        _window.Bind(binding, views, first, count);
        int captured = _graph.CapturesSteps
            ? _captured.NumberOf(CapturedRuns.Identity([.. _tensors.Addresses, .. _window.Addresses], [first], views.Bound))
            : CapturedRuns.None;
        return new BoundRows(binding, views, captured);
    }

    private void Finish(int row)
    {
        _window.Keep(row, _positions[row]);
        _positions[row]++;
        _fed[row] = false;
        _tokens[row] = new TextToken((int)_tensors.Tokens[row], _tensors.Probabilities[row]);
        _tensors.Pauses(row).CopyTo(PausesOf(row));
    }

    /// <summary>Tries it: which kernels there are depends on the processor.</summary>
    private bool LoneRowDiffers()
    {
        Place(0);
        Place(1);
        Run(0, 1, CancellationToken.None);
        float[] alone = [.. _tensors.Logits(0)];
        Run(0, 2, CancellationToken.None);
        return !_tensors.Logits(0).SequenceEqual(alone);
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

    private void Unbind()
    {
        foreach ((OrtIoBinding binding, ViewSet views, _) in _bindings.Values)
        {
            binding.Dispose();
            views.Dispose();
        }

        _bindings.Clear();
    }

    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {Count} rows.");
    }

    /// <param name="Binding">What a step of some rows reads and writes.</param>
    /// <param name="Views">The tensors that are bound.</param>
    /// <param name="Captured">The number of the captured step.</param>
    private readonly record struct BoundRows(OrtIoBinding Binding, ViewSet Views, int Captured);
}
