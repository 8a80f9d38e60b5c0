using System.Numerics;

namespace Speech.Sdk.Decoding.Ctc;

/// <summary>
/// The candidates of a frame: those that write the same are one, whose probabilities add up. The work space of one search, used again
/// frame by frame.
/// </summary>
/// <param name="keepLast">Whether the frames of merged candidates are those of the last one (pyctcdecode), not of the likeliest.</param>
internal sealed class CandidateSet(bool keepLast)
{
    private readonly BestOf _best = new();

    private Candidate[] _candidates = new Candidate[256];
    private double[] _scores = new double[256];
    private int _count;

    // Open addressing over one symbol's candidates, which alone can be equal: 0 or a candidate's number plus one.
    private int[] _slots = new int[64];
    private int _mask;
    private int _shift;

    public ref readonly Candidate this[int index] => ref _candidates[index];

    public void Clear() => _count = 0;

    /// <summary>What is added from now on ends with another symbol; at most <paramref name="count"/> candidates follow.</summary>
    public void BeginSymbol(int count)
    {
        int bits = Math.Max(4, BitOperations.Log2((uint)count) + 2);
        if (1 << bits > _slots.Length)
            _slots = new int[1 << bits];
        else
            _slots.AsSpan(0, 1 << bits).Clear();
        (_mask, _shift) = ((1 << bits) - 1, 64 - bits);
        if (_count + count > _candidates.Length)
        {
            int size = Math.Max(_count + count, 2 * _candidates.Length);
            Array.Resize(ref _candidates, size);
            Array.Resize(ref _scores, size);
        }
    }

    public void Add(ulong identity, double acoustic, double language, int beam, int symbol, CandidateStep step)
    {
        int slot = (int)((identity * 0x9E3779B97F4A7C15) >> _shift);
        for (int found = _slots[slot]; found != 0; found = _slots[slot])
        {
            ref Candidate other = ref _candidates[found - 1];
            if (other.Identity == identity)
            {
                other.Acoustic = LogAdd(other.Acoustic, acoustic);
                if (keepLast || acoustic > other.Strongest)
                    (other.Beam, other.Step, other.Strongest, other.Language) = (beam, step, acoustic, language);
                return;
            }

            slot = (slot + 1) & _mask;
        }

        ref Candidate candidate = ref _candidates[_count++];
        candidate.Identity = identity;
        candidate.Acoustic = acoustic;
        candidate.Strongest = acoustic;
        candidate.Language = language;
        candidate.Beam = beam;
        candidate.Symbol = symbol;
        candidate.Step = step;
        _slots[slot] = _count;
    }

    /// <summary>The best candidates, best first; equal ones in the order in which they came.</summary>
    /// <param name="width">At most so many.</param>
    /// <param name="range">None worse than the best one by more than this.</param>
    public ReadOnlySpan<int> Select(int width, double range)
    {
        for (int i = 0; i < _count; i++)
            _scores[i] = _candidates[i].Acoustic + _candidates[i].Language;
        return _best.Select(_scores.AsSpan(0, _count), width, range);
    }

    /// <summary>log(e^a + e^b).</summary>
    public static double LogAdd(double a, double b)
    {
        double difference = a >= b ? b - a : a - b;
        double larger = a >= b ? a : b;

        // Below this the sum is the larger one to the last bit.
        return difference < -37 ? larger : larger + Math.Log(1 + Math.Exp(difference));
    }
}
