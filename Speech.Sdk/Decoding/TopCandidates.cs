using System.Numerics;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Decoding;

/// <summary>The best continuations of an audio's beams, best first; of equal ones the first seen. Suppressed tokens never enter.</summary>
internal sealed class TopCandidates(int capacity)
{
    private readonly Candidate[] _items = new Candidate[capacity];
    private int _count;
    private float _threshold = float.NegativeInfinity;

    public ReadOnlySpan<Candidate> Items => _items.AsSpan(0, _count);

    public void Clear() => (_count, _threshold) = (0, float.NegativeInfinity);

    /// <summary>Enters what is good enough of a beam's log-probabilities, to each of which <paramref name="sum"/> is added.</summary>
    public void Add(ReadOnlySpan<float> logProbabilities, float sum, int beam)
    {
        ref float first = ref MemoryMarshal.GetReference(logProbabilities);
        Vector<float> offset = new(sum);
        int width = Vector<float>.Count;
        int i = 0;
        // Once the list is full nearly every block of four vectors is below its last entry: one comparison skips it.
        for (; i <= logProbabilities.Length - (4 * width); i += 4 * width)
        {
            Vector<float> best = Vector.MaxNative(
                Vector.MaxNative(Vector.LoadUnsafe(ref first, (nuint)i), Vector.LoadUnsafe(ref first, (nuint)(i + width))),
                Vector.MaxNative(Vector.LoadUnsafe(ref first, (nuint)(i + (2 * width))), Vector.LoadUnsafe(ref first, (nuint)(i + (3 * width)))));
            if (Vector.GreaterThanAny(best + offset, new Vector<float>(_threshold)))
                AddEach(logProbabilities, i, i + (4 * width), sum, beam);
        }

        AddEach(logProbabilities, i, logProbabilities.Length, sum, beam);
    }

    private void AddEach(ReadOnlySpan<float> logProbabilities, int from, int to, float sum, int beam)
    {
        for (int token = from; token < to; token++)
        {
            float total = logProbabilities[token] + sum;
            if (total > _threshold)
                Insert(new(total, beam, token));
        }
    }

    private void Insert(Candidate candidate)
    {
        int place = _count < capacity ? _count++ : capacity - 1;
        for (; place > 0 && _items[place - 1].Sum < candidate.Sum; place--)
            _items[place] = _items[place - 1];
        _items[place] = candidate;
        if (_count == capacity)
            _threshold = _items[capacity - 1].Sum;
    }
}
