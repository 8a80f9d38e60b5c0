using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>Which symbols of a frame are worth trying.</summary>
internal sealed class FrameSymbols
{
    // pyctcdecode clips probabilities here, so that none is zero.
    private static readonly float Floor = (float)Math.Log(1e-15);

    private readonly CtcAlphabet _alphabet;
    private readonly float _minimum;
    private readonly int[] _forbidden;
    private readonly PythonSetOrder? _order;
    private readonly float[] _frame;
    private readonly int[] _chosen;

    public FrameSymbols(CtcAlphabet alphabet, CtcBeamOptions options)
    {
        _alphabet = alphabet;
        _minimum = (float)Math.Max(options.MinTokenLogProbability, float.MinValue);
        _frame = new float[alphabet.Count];
        _chosen = new int[alphabet.Count];
        _order = options.ReferenceScoring ? new PythonSetOrder() : null;
        _forbidden = options.ReferenceScoring
            ? []
            : [.. Enumerable.Range(0, alphabet.Count).Where(i => alphabet.Symbols[i].Kind == CtcSymbolKind.SentenceMark)];
    }

    /// <summary>A symbol's log-probability in the current frame.</summary>
    public float this[int symbol] => _frame[symbol];

    /// <summary>The symbols of a frame that are likely enough, at least one; valid until the next frame.</summary>
    /// <exception cref="SpeechException">A log-probability is not a number.</exception>
    public ReadOnlySpan<int> Choose(ReadOnlySpan<float> frame, int number)
    {
        TensorPrimitives.Max(frame, Floor, _frame);
        TensorPrimitives.Min(_frame, 0f, _frame);
        if (_alphabet.HasDuplicates)
            AddUpDuplicates();
        foreach (int symbol in _forbidden)
            _frame[symbol] = float.NegativeInfinity;
        int best = TensorPrimitives.IndexOfMax(_frame);
        if (float.IsNaN(_frame[best]))
            throw new SpeechException($"Symbol {best} of frame {number} has the log-probability NaN; expected a number: the model's weights or its input are broken.");
        Span<int> chosen = _chosen.AsSpan(0, Above(Math.Min(_minimum, _frame[best])));
        _order?.Arrange(chosen);
        return chosen;
    }

    private int Above(float threshold)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(_frame);
        Vector<float> limit = new(threshold);
        int count = 0;
        for (int v = 0; v < vectors.Length; v++)
        {
            if (!Vector.GreaterThanOrEqualAny(vectors[v], limit))
                continue;
            for (int i = v * Vector<float>.Count; i < (v + 1) * Vector<float>.Count; i++)
                count = AddIfAbove(i, threshold, count);
        }

        for (int i = vectors.Length * Vector<float>.Count; i < _frame.Length; i++)
            count = AddIfAbove(i, threshold, count);
        return count;
    }

    private int AddIfAbove(int symbol, float threshold, int count)
    {
        _chosen[count] = symbol;
        return _frame[symbol] >= threshold ? count + 1 : count;
    }

    // Columns that write the same are one symbol: their probabilities add up.
    private void AddUpDuplicates()
    {
        for (int i = 0; i < _frame.Length; i++)
        {
            int first = _alphabet.Canonical[i];
            if (first == i)
                continue;
            _frame[first] = Math.Min(0, (float)CandidateSet.LogAdd(_frame[first], _frame[i]));
            _frame[i] = float.NegativeInfinity;
        }
    }
}
