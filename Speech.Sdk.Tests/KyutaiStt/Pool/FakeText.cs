using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Tests.KyutaiStt.Pool;

/// <summary>A language model of 100 tokens and one pause head.</summary>
internal sealed class FakeText : FakeRows, ITextSteps
{
    public const long InitialToken = 100;
    public const long InitialCode = 64;

    private readonly bool[] _fed = new bool[64];
    private readonly TextToken[] _tokens = new TextToken[64];
    private readonly float[] _pauses = new float[64];

    public int PauseHeads => 1;

    /// <summary>Called in every step.</summary>
    public Action Stepping { get; set; } = () => { };

    /// <summary>Called before a stream joins.</summary>
    public Action Adding { get; set; } = () => { };

    public bool IsDisposed { get; private set; }

    /// <summary>The most rows that there were.</summary>
    public int MostRows { get; private set; }

    /// <summary>How many rows the step under way was fed.</summary>
    public int FedRows { get; private set; }

    public override void Add()
    {
        Adding();
        base.Add();
        MostRows = Math.Max(MostRows, Count);
        _fed[Count - 1] = false;
    }

    public override void RemoveAt(int row)
    {
        (_fed[row], _tokens[row], _pauses[row]) = (_fed[Count - 1], _tokens[Count - 1], _pauses[Count - 1]);
        base.RemoveAt(row);
    }

    public void Feed(int row, long text, ReadOnlySpan<long> codes)
    {
        States[row] = Read(States[row], text, codes);
        _fed[row] = true;
    }

    public void Step(CancellationToken cancellationToken)
    {
        FedRows = _fed.AsSpan(0, Count).Count(true);
        Stepping();
        for (int row = 0; row < Count; row++)
        {
            if (!_fed[row])
                continue;
            _fed[row] = false;
            _tokens[row] = Write(States[row]);
            _pauses[row] = _tokens[row].Id / 100f;
        }
    }

    public TextToken Token(int row) => _tokens[row];

    public ReadOnlySpan<float> Pauses(int row) => _pauses.AsSpan(row, 1);

    /// <summary>The tokens of one stream: of the first step, and of one for each frame's codes.</summary>
    public static int[] Tokens(ReadOnlySpan<long> codes)
    {
        long state = Read(1, InitialToken, [InitialCode, InitialCode]);
        List<int> tokens = [Write(state).Id];
        for (int frame = 0; frame < codes.Length / FakeEncoder.Codes; frame++)
        {
            state = Read(state, tokens[^1], codes.Slice(frame * FakeEncoder.Codes, FakeEncoder.Codes));
            tokens.Add(Write(state).Id);
        }

        return [.. tokens];
    }

    public void Dispose() => IsDisposed = true;

    private static long Read(long state, long text, ReadOnlySpan<long> codes)
    {
        state = Mix(state, text);
        foreach (long code in codes)
            state = Mix(state, code);
        return state;
    }

    private static TextToken Write(long state) => new((int)((state >> 20) % 100), -1);
}
