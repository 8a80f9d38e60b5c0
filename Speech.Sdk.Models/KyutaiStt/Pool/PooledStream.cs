using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.Pool;

/// <summary>
/// One stream's place in a <see cref="StreamPool"/>: brings some frames, waits until each has had its step, reads the tokens. One caller at a
/// time. Disposing it gives up the place before the next step, whatever is under way; what it brought is not to be written to then.
/// </summary>
internal sealed class PooledStream : IDisposable
{
    private readonly StreamPool _pool;
    private readonly TurnEnd _end = new();
    private readonly TextToken[] _tokens;
    private readonly float[] _pauses;
    private readonly int _heads;
    private int _left;

    /// <param name="pool">Whose steps it takes part in.</param>
    /// <param name="hears">Whether it brings audio rather than codes.</param>
    /// <param name="heads">The model's pause heads.</param>
    public PooledStream(StreamPool pool, bool hears, int heads)
    {
        (_pool, Hears, _heads) = (pool, hears, heads);
        _tokens = new TextToken[StreamPool.LongestTurn];
        _pauses = new float[StreamPool.LongestTurn * heads];
        LastToken = pool.InitialToken;
    }

    public bool Hears { get; }

    /// <summary>The token before the next step.</summary>
    public long LastToken { get; private set; }

    /// <summary>The tokens of the steps done of the last turn.</summary>
    public ReadOnlySpan<TextToken> Tokens => _tokens.AsSpan(0, Done);

    /// <summary>Steps done of the turn under way, or of the last one.</summary>
    public int Done { get; private set; }

    /// <summary>The frames of the turn under way, or of the last one.</summary>
    internal Turn Turn { get; private set; }

    /// <summary>Why the stream can have no further step; null while it can.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Whether its turn needs another step.</summary>
    internal bool IsReady => Done < Turn.Frames;

    /// <summary>Each head's probability of a pause at a step of the last turn.</summary>
    public ReadOnlySpan<float> Pauses(int step) => _pauses.AsSpan(step * _heads, _heads);

    /// <summary>The step before any audio, of a stream that was not restored.</summary>
    /// <inheritdoc cref="HearAsync" path="/exception"/>
    public ValueTask BeginAsync(CancellationToken cancellationToken) => _pool.RunAsync(this, new Turn(FrameKind.Initial, 1), cancellationToken);

    /// <summary>A step for each frame of audio, at most <see cref="StreamPool.LongestTurn"/>.</summary>
    /// <exception cref="SpeechException">A step failed; the stream is of no more use.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; steps may still be under way until the stream is settled or disposed.</exception>
    public ValueTask HearAsync(ReadOnlyMemory<float> audio, int frames, CancellationToken cancellationToken) =>
        _pool.RunAsync(this, new Turn(FrameKind.Audio, frames) { Audio = audio }, cancellationToken);

    /// <summary>A step for each frame's codes.</summary>
    /// <inheritdoc cref="HearAsync" path="/exception"/>
    public ValueTask TakeAsync(ReadOnlyMemory<long> codes, int frames, CancellationToken cancellationToken) =>
        _pool.RunAsync(this, new Turn(FrameKind.Codes, frames) { Codes = codes }, cancellationToken);

    /// <summary>Waits for the turn under way, if any; does not throw what became of it.</summary>
    public Task SettleAsync() => _end.SettleAsync();

    /// <summary>Writes all that the model remembers of the stream.</summary>
    public Task SaveAsync(BinaryWriter target) => _pool.SaveAsync(this, target);

    /// <summary>Makes the stream what was saved.</summary>
    /// <exception cref="InvalidDataException">It was saved by another model, or is cut off.</exception>
    public Task RestoreAsync(BinaryReader source) => _pool.RestoreAsync(this, source);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) != 0)
            return;
        _end.Dispose();
        _pool.Leave(this);
    }

    internal void Begin(Turn turn)
    {
        (Done, Turn) = (0, turn);
        _end.Begin();
    }

    internal ValueTask WaitAsync(CancellationToken cancellationToken) => _end.WaitAsync(cancellationToken);

    internal void Accept(TextToken token, ReadOnlySpan<float> pauses)
    {
        _tokens[Done] = token;
        pauses.CopyTo(_pauses.AsSpan(Done * _heads));
        LastToken = token.Id;
        Done++;
        if (!IsReady)
            _end.End();
    }

    internal void Resume(long lastToken) => LastToken = lastToken;

    internal void Fail(Exception failure)
    {
        Failure ??= failure;
        _end.End(failure);
    }
}
