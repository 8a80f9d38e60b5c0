using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Models.KyutaiStt.TextModel;

/// <summary>What the graph is given for each row besides keys and values, and what it gives back.</summary>
internal sealed class StepTensors : IDisposable
{
    private readonly int _codebooks;
    private readonly int _pairs;
    private readonly int _scored;
    private readonly int _pauses;
    private readonly StagedBuffer _text;
    private readonly StagedBuffer _codes;
    private readonly StagedBuffer _cosines;
    private readonly StagedBuffer _sines;
    private readonly StagedBuffer _past;
    private readonly StagedBuffer _tokens;
    private readonly StagedBuffer _probabilities;
    private readonly StagedBuffer _logits;
    private readonly StagedBuffer _pause;

    public StepTensors(OrtSession graph, int pauses, int rows)
    {
        _codebooks = graph.InputShape("codes")[1];
        _pairs = graph.InputShape("cosines")[1];
        _scored = graph.OutputShape("logits")[1];
        _pauses = pauses;
        (TensorElementType Type, long Width)[] wanted =
        [
            (TensorElementType.Int64, 1), (TensorElementType.Int64, _codebooks), (TensorElementType.Float, _pairs), (TensorElementType.Float, _pairs), (TensorElementType.Int32, 1),
            (TensorElementType.Int64, 1), (TensorElementType.Float, 1), (TensorElementType.Float, _scored), (TensorElementType.Float, _pauses),
        ];
        // They are zero at first: rows that were never fed take part in a step too, and no id may lie outside the embedding.
        StagedBuffer[] made = AllOrNone.Of(wanted.Select(one => new StagedBuffer(one.Type, rows * one.Width, graph.Memory, cleared: true)));
        (_text, _codes, _cosines, _sines, _past) = (made[0], made[1], made[2], made[3], made[4]);
        (_tokens, _probabilities, _logits, _pause) = (made[5], made[6], made[7], made[8]);
    }

    /// <summary>Each row's text token before.</summary>
    public Span<long> Text => _text.Span<long>();

    /// <summary>How many keys each row has kept.</summary>
    public Span<int> Past => _past.Span<int>();

    /// <summary>Each row's likeliest token.</summary>
    public ReadOnlySpan<long> Tokens => _tokens.Span<long>();

    /// <summary>The logarithms of these tokens' probabilities.</summary>
    public ReadOnlySpan<float> Probabilities => _probabilities.Span<float>();

    public Span<long> Codes(int row) => _codes.Span<long>().Slice(row * _codebooks, _codebooks);

    public Span<float> Cosines(int row) => _cosines.Span<float>().Slice(row * _pairs, _pairs);

    public Span<float> Sines(int row) => _sines.Span<float>().Slice(row * _pairs, _pairs);

    /// <summary>A row's scores, fetched now: a token is chosen by the graph, so that hearing reads none of them.</summary>
    public ReadOnlySpan<float> Logits(int row)
    {
        _logits.Fetch((long)row * _scored, _scored);
        return _logits.Span<float>().Slice(row * _scored, _scored);
    }

    public ReadOnlySpan<float> Pauses(int row) => _pause.Span<float>().Slice(row * _pauses, _pauses);

    /// <summary>Gives a row of these or other tensors the text and codes of one of these.</summary>
    public void CopyInputs(int from, StepTensors target, int to)
    {
        target.Text[to] = Text[from];
        Codes(from).CopyTo(target.Codes(to));
    }

    /// <summary>Where the graph reads and writes.</summary>
    public IEnumerable<nint> Addresses => All.Select(buffer => buffer.Address);

    private StagedBuffer[] All => [_text, _codes, _cosines, _sines, _past, _tokens, _probabilities, _logits, _pause];

    /// <summary>Brings what a step of some rows reads to where it reads it.</summary>
    public void Send(int first, int count)
    {
        _text.Send(first, count);
        _codes.Send((long)first * _codebooks, (long)count * _codebooks);
        _cosines.Send((long)first * _pairs, (long)count * _pairs);
        _sines.Send((long)first * _pairs, (long)count * _pairs);
        _past.Send(first, count);
    }

    /// <summary>Brings what a step of some rows wrote to where it is read, but for the scores.</summary>
    public void Fetch(int first, int count)
    {
        _tokens.Fetch(first, count);
        _probabilities.Fetch(first, count);
        _pause.Fetch((long)first * _pauses, (long)count * _pauses);
    }

    public void Bind(OrtIoBinding binding, ViewSet views, int first, int count)
    {
        OrtValue View(StagedBuffer buffer, int width) => buffer.View([count, width], (long)first * width);
        OrtValue Column(StagedBuffer buffer) => buffer.View([count], first);
        views.Input(binding, "text", Column(_text));
        views.Input(binding, "codes", View(_codes, _codebooks));
        views.Input(binding, "cosines", View(_cosines, _pairs));
        views.Input(binding, "sines", View(_sines, _pairs));
        views.Input(binding, "past", Column(_past));
        views.Output(binding, "token", Column(_tokens));
        views.Output(binding, "log_probability", Column(_probabilities));
        views.Output(binding, "logits", View(_logits, _scored));
        if (_pauses > 0)
            views.Output(binding, "pauses", View(_pause, _pauses));
    }

    public void Dispose()
    {
        foreach (StagedBuffer buffer in All)
            buffer.Dispose();
    }
}
