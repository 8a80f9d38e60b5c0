using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>What a run of the decoder is given for each row besides keys and values, and the scores that it gives back.</summary>
internal sealed class DecoderTensors : IDisposable
{
    private readonly int _vocabularySize;
    private readonly TensorBuffer _lastPositions;
    private readonly TensorBuffer _total = new(TensorElementType.Int32, 1);
    private TensorBuffer _ids;
    private TensorBuffer _positions;
    private TensorBuffer _scored;
    private TensorBuffer _logits;

    /// <param name="vocabularySize">Scores of a token.</param>
    /// <param name="rows">The most rows of a run.</param>
    /// <param name="tokens">The most tokens of a run, of all rows together.</param>
    public DecoderTensors(int vocabularySize, int rows, int tokens)
    {
        _vocabularySize = vocabularySize;
        _lastPositions = new TensorBuffer(TensorElementType.Int32, rows);
        _ids = new TensorBuffer(TensorElementType.Int64, tokens);
        _positions = new TensorBuffer(TensorElementType.Int64, tokens);
        _scored = new TensorBuffer(TensorElementType.Int64, 2 * rows);
        _logits = new TensorBuffer(TensorElementType.Float, 2L * rows * vocabularySize);
    }

    /// <summary>Tokens to feed, [rows, tokens a row].</summary>
    public Span<long> Ids => _ids.Span<long>();

    /// <summary>Their positions in their rows, [rows, tokens a row].</summary>
    public Span<long> Positions => _positions.Span<long>();

    /// <summary>Which of a row's tokens are scored, [rows, scores a row].</summary>
    public Span<long> Scored => _scored.Span<long>();

    /// <summary>Position of each row's last token after the run.</summary>
    public Span<int> LastPositions => _lastPositions.Span<int>();

    /// <summary>Tokens of the longest row after the run.</summary>
    public int Longest
    {
        set => _total.Span<int>()[0] = value;
    }

    /// <summary>A row, run by itself, has so many tokens after the run.</summary>
    public void Reach(int row, int length)
    {
        LastPositions[row] = length - 1;
        Longest = length;
    }

    /// <summary>The scores, by row and then by scored token.</summary>
    public Span<float> Scores(int index) => _logits.Span<float>().Slice(index * _vocabularySize, _vocabularySize);

    /// <summary>Whether a run of one row with so many tokens, all of them scored, has room.</summary>
    public bool Holds(int tokens) => tokens <= Ids.Length && tokens <= Scored.Length && tokens * (long)_vocabularySize <= _logits.Span<float>().Length;

    /// <summary>Makes room for such a run; views bound before are void afterwards.</summary>
    public void Grow(int tokens)
    {
        int room = (tokens + 7) / 8 * 8;
        Replace(ref _ids, TensorElementType.Int64, room);
        Replace(ref _positions, TensorElementType.Int64, room);
        Replace(ref _scored, TensorElementType.Int64, room);
        Replace(ref _logits, TensorElementType.Float, (long)room * _vocabularySize);
    }

    /// <summary>Gives rows that nobody reads what the first row has, one token each.</summary>
    public void CopyFirstRow(int from, int to)
    {
        for (int row = from; row < to; row++)
        {
            Ids[row] = Ids[0];
            Positions[row] = Positions[0];
            LastPositions[row] = LastPositions[0];
            Scored[row] = 0;
        }
    }

    public void Bind(OrtIoBinding binding, ViewSet views, DecoderRun run)
    {
        binding.BindInput("input_ids", views.Add(_ids.View([run.Rows, run.TokensPerRow], run.FirstToken)));
        binding.BindInput("position_ids", views.Add(_positions.View([run.Rows, run.TokensPerRow], run.FirstToken)));
        binding.BindInput("seqlens_k", views.Add(_lastPositions.View([run.Rows], run.FirstRow)));
        binding.BindInput("total_sequence_length", views.Add(_total.View([1])));
        binding.BindInput("logit_positions", views.Add(_scored.View([run.Rows, run.ScoresPerRow], run.FirstScore)));
        binding.BindOutput("logits", views.Add(_logits.View([run.Rows, run.ScoresPerRow, _vocabularySize], (long)run.FirstScore * _vocabularySize)));
    }

    public void Dispose()
    {
        foreach (TensorBuffer buffer in (TensorBuffer[])[_ids, _positions, _lastPositions, _total, _scored, _logits])
            buffer.Dispose();
    }

    private static void Replace(ref TensorBuffer buffer, TensorElementType type, long elements)
    {
        buffer.Dispose();
        buffer = new TensorBuffer(type, elements);
    }
}
