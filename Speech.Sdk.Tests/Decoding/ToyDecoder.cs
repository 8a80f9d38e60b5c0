using Speech.Sdk.Decoding;

namespace Speech.Sdk.Tests.Decoding;

/// <summary>
/// A deterministic model: a row's logits are a hash of its audio's seed and of every token in it. Checks that searches keep to the
/// contract of <see cref="IDecoderState"/>. Allocates nothing after its construction.
/// </summary>
internal sealed class ToyDecoder : IDecoderState
{
    private readonly float[] _logits;
    private readonly int _rowsPerAudio;
    private ulong[] _rows;
    private ulong[] _spare;
    private int[] _audioOfRow;
    private int[] _spareAudioOfRow;

    public ToyDecoder(int vocabularySize, IReadOnlyList<ulong> seeds, IReadOnlyList<ReadOnlyMemory<int>> prompts, int rowsPerAudio = 1)
    {
        VocabularySize = vocabularySize;
        _rowsPerAudio = rowsPerAudio;
        Rows = seeds.Count;
        _rows = new ulong[seeds.Count * rowsPerAudio];
        _spare = new ulong[_rows.Length];
        _audioOfRow = new int[_rows.Length];
        _spareAudioOfRow = new int[_rows.Length];
        _logits = new float[_rows.Length * vocabularySize];
        for (int i = 0; i < seeds.Count; i++)
            (_rows[i], _audioOfRow[i]) = (Begin(seeds[i], prompts[i].Span), i);
        Fill();
    }

    public int VocabularySize { get; }

    public int Rows { get; private set; }

    public int Steps { get; private set; }

    /// <summary>Called at each Advance, with the number of the step.</summary>
    public Action<int>? Advanced { get; init; }

    public static ulong Begin(ulong seed, ReadOnlySpan<int> prompt)
    {
        ulong row = Mix(seed + 0x9E3779B97F4A7C15);
        foreach (int token in prompt)
            row = Next(row, token);
        return row;
    }

    public static ulong Next(ulong row, int token) => Mix(row ^ Mix((ulong)token + 1));

    /// <summary>From -6 to 6, peaked: the cube of a uniform number.</summary>
    public static float Logit(ulong row, int token)
    {
        float uniform = ((Mix(row + (0xD1B54A32D192ED03 * (ulong)(token + 1))) >> 40) / (float)(1 << 23)) - 1;
        return 6 * uniform * uniform * uniform;
    }

    public Span<float> Logits(int row)
    {
        if ((uint)row >= (uint)Rows)
            Assert.Fail($"row {row} of {Rows}");
        return _logits.AsSpan(row * VocabularySize, VocabularySize);
    }

    public void Advance(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (tokens.Length == 0 || tokens.Length != parents.Length || tokens.Length % _rowsPerAudio != 0)
            Assert.Fail($"{tokens.Length} tokens, {parents.Length} parents, {_rowsPerAudio} rows an audio");
        for (int row = 0; row < tokens.Length; row++)
        {
            int audio = _audioOfRow[parents[row]];
            int previous = row == 0 ? -1 : _spareAudioOfRow[row - 1];
            if (row % _rowsPerAudio == 0 ? audio <= previous : audio != previous)
                Assert.Fail("Rows of an audio are not adjacent or audios change their order.");
            (_spare[row], _spareAudioOfRow[row]) = (Next(_rows[parents[row]], tokens[row]), audio);
        }

        (_rows, _spare) = (_spare, _rows);
        (_audioOfRow, _spareAudioOfRow) = (_spareAudioOfRow, _audioOfRow);
        Rows = tokens.Length;
        Fill();
        Steps++;
        Advanced?.Invoke(Steps);
    }

    private void Fill()
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int token = 0; token < VocabularySize; token++)
                _logits[(row * VocabularySize) + token] = Logit(_rows[row], token);
        }
    }

    // splitmix64
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
