using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.KyutaiStt.TextModel;

/// <summary>What the graph is given for each row besides keys and values, and what it gives back.</summary>
internal sealed class StepTensors : IDisposable
{
    private readonly int _codebooks;
    private readonly int _pairs;
    private readonly int _scored;
    private readonly int _pauses;
    private readonly TensorBuffer _text;
    private readonly TensorBuffer _codes;
    private readonly TensorBuffer _cosines;
    private readonly TensorBuffer _sines;
    private readonly TensorBuffer _past;
    private readonly TensorBuffer _tokens;
    private readonly TensorBuffer _probabilities;
    private readonly TensorBuffer _logits;
    private readonly TensorBuffer _pause;

    public StepTensors(OrtSession graph, int pauses, int rows)
    {
        _codebooks = graph.InputShape("codes")[1];
        _pairs = graph.InputShape("cosines")[1];
        _scored = graph.OutputShape("logits")[1];
        _pauses = pauses;
        _text = Cleared(TensorElementType.Int64, rows);
        _codes = Cleared(TensorElementType.Int64, rows * _codebooks);
        _cosines = Cleared(TensorElementType.Float, rows * _pairs);
        _sines = Cleared(TensorElementType.Float, rows * _pairs);
        _past = Cleared(TensorElementType.Int32, rows);
        _tokens = Cleared(TensorElementType.Int64, rows);
        _probabilities = Cleared(TensorElementType.Float, rows);
        _logits = Cleared(TensorElementType.Float, (long)rows * _scored);
        _pause = Cleared(TensorElementType.Float, rows * _pauses);
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

    public ReadOnlySpan<float> Logits(int row) => _logits.Span<float>().Slice(row * _scored, _scored);

    public ReadOnlySpan<float> Pauses(int row) => _pause.Span<float>().Slice(row * _pauses, _pauses);

    /// <summary>Gives a row of these or other tensors the text and codes of one of these.</summary>
    public void CopyInputs(int from, StepTensors target, int to)
    {
        target.Text[to] = Text[from];
        Codes(from).CopyTo(target.Codes(to));
    }

    public void Bind(OrtIoBinding binding, ViewSet views, int first, int count)
    {
        OrtValue View(TensorBuffer buffer, int width) => views.Add(buffer.View([count, width], (long)first * width));
        OrtValue Column(TensorBuffer buffer) => views.Add(buffer.View([count], first));
        binding.BindInput("text", Column(_text));
        binding.BindInput("codes", View(_codes, _codebooks));
        binding.BindInput("cosines", View(_cosines, _pairs));
        binding.BindInput("sines", View(_sines, _pairs));
        binding.BindInput("past", Column(_past));
        binding.BindOutput("token", Column(_tokens));
        binding.BindOutput("log_probability", Column(_probabilities));
        binding.BindOutput("logits", View(_logits, _scored));
        if (_pauses > 0)
            binding.BindOutput("pauses", View(_pause, _pauses));
    }

    public void Dispose()
    {
        foreach (TensorBuffer buffer in (TensorBuffer[])[_text, _codes, _cosines, _sines, _past, _tokens, _probabilities, _logits, _pause])
            buffer.Dispose();
    }

    // Rows that were never fed take part in a step too, and no id may lie outside the embedding.
    private static TensorBuffer Cleared(TensorElementType type, long elements)
    {
        var buffer = new TensorBuffer(type, elements);
        buffer.Clear();
        return buffer;
    }
}
