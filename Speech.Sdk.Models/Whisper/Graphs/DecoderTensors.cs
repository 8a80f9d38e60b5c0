using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>What a run of the decoder is given for each row besides keys and values, and the scores that it gives back.</summary>
internal sealed class DecoderTensors : IDisposable
{
    private readonly int _vocabularySize;
    private readonly TensorMemory _memory;
    private readonly StagedBuffer _lastPositions;

    // Attention reads it on the processor, wherever it computes.
    private readonly TensorBuffer _total = new(TensorElementType.Int32, 1);
    private StagedBuffer _ids;
    private StagedBuffer _positions;
    private StagedBuffer _scored;
    private StagedBuffer _logits;

    /// <param name="vocabularySize">Scores of a token.</param>
    /// <param name="rows">The most rows of a run.</param>
    /// <param name="tokens">The most tokens of a run, of all rows together.</param>
    /// <param name="memory">Where the graph reads and writes.</param>
    public DecoderTensors(int vocabularySize, int rows, int tokens, TensorMemory memory)
    {
        _memory = memory;
        _vocabularySize = vocabularySize;
        (TensorElementType Type, long Elements)[] wanted =
        [
            (TensorElementType.Int32, rows), (TensorElementType.Int64, tokens), (TensorElementType.Int64, tokens), (TensorElementType.Int64, 2 * rows),
            (TensorElementType.Float, 2L * rows * vocabularySize),
        ];
        StagedBuffer[] made = AllOrNone.Of(wanted.Select(one => new StagedBuffer(one.Type, one.Elements, memory)));
        (_lastPositions, _ids, _positions, _scored, _logits) = (made[0], made[1], made[2], made[3], made[4]);
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

    /// <summary>Gives companions, rows that nobody reads, one token each as their first, which is the least that a run can do for them.</summary>
    public void Accompany(int from, int to)
    {
        Ids[from..to].Fill(Ids[0]);
        Positions[from..to].Clear();
        LastPositions[from..to].Clear();
        Scored[from..to].Clear();
    }

    /// <summary>Where the graph reads and writes.</summary>
    public IEnumerable<nint> Addresses => [_ids.Address, _positions.Address, _lastPositions.Address, _scored.Address, _logits.Address];

    /// <summary>Brings what a run reads to where it reads it.</summary>
    public void Send(DecoderRun run)
    {
        _ids.Send(run.FirstToken, run.Rows * run.TokensPerRow);
        _positions.Send(run.FirstToken, run.Rows * run.TokensPerRow);
        _lastPositions.Send(run.FirstRow, run.Rows);
        _scored.Send(run.FirstScore, run.Rows * run.ScoresPerRow);
    }

    /// <summary>Brings a run's scores to where they are read.</summary>
    public void Fetch(DecoderRun run) => _logits.Fetch((long)run.FirstScore * _vocabularySize, (long)run.Rows * run.ScoresPerRow * _vocabularySize);

    public void Bind(OrtIoBinding binding, ViewSet views, DecoderRun run)
    {
        views.Input(binding, "input_ids", _ids.View([run.Rows, run.TokensPerRow], run.FirstToken));
        views.Input(binding, "position_ids", _positions.View([run.Rows, run.TokensPerRow], run.FirstToken));
        views.Input(binding, "seqlens_k", _lastPositions.View([run.Rows], run.FirstRow));
        views.Input(binding, "total_sequence_length", _total.View([1]));
        views.Input(binding, "logit_positions", _scored.View([run.Rows, run.ScoresPerRow], run.FirstScore));
        views.Output(binding, "logits", _logits.View([run.Rows, run.ScoresPerRow, _vocabularySize], (long)run.FirstScore * _vocabularySize));
    }

    public void Dispose()
    {
        foreach (IDisposable buffer in (IDisposable[])[_ids, _positions, _lastPositions, _total, _scored, _logits])
            buffer.Dispose();
    }

    private void Replace(ref StagedBuffer buffer, TensorElementType type, long elements)
    {
        StagedBuffer other = new(type, elements, _memory);
        buffer.Dispose();
        buffer = other;
    }
}
