using Speech.Sdk.Models.KyutaiStt.Steps;

namespace Speech.Sdk.Models.KyutaiStt.Pool;

/// <summary>
/// The streams of all calls of a recogniser, which share the model's steps: each step takes a frame of every stream that has one. A shared
/// step costs less than one for each, so a frame that comes late waits for the step under way at most. One thread runs the steps, while
/// there are streams; between two of them streams join and leave.
/// </summary>
internal sealed class StreamPool : IDisposable
{
    /// <summary>The most frames that a stream brings at once: 4 s.</summary>
    public const int LongestTurn = 50;

    private readonly StreamSteps _steps;
    private readonly StreamLoop _loop;
    private readonly int _heads;
    private readonly int _maxStreams;
    private readonly SemaphoreSlim _places;

    /// <param name="encoder">Encodes the frames of streams that bring audio; disposed with this.</param>
    /// <param name="text">Steps of the language model; disposed with this.</param>
    /// <param name="initialToken">The text id of a stream's first step.</param>
    /// <param name="initialCode">The code in every codebook of a stream's first step.</param>
    /// <param name="maxStreams">The most streams at once.</param>
    public StreamPool(IFrameEncoder encoder, ITextSteps text, long initialToken, long initialCode, int maxStreams)
    {
        (InitialToken, _heads, _maxStreams) = (initialToken, text.PauseHeads, maxStreams);
        _steps = new StreamSteps(encoder, text, initialCode);
        _loop = new StreamLoop(_steps);
        _places = new SemaphoreSlim(maxStreams);
    }

    public long InitialToken { get; }

    /// <summary>Joins with a stream that brings codes, as soon as there is a place.</summary>
    /// <exception cref="SpeechException">There is no memory for it.</exception>
    public async Task<PooledStream> JoinAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await EnterAsync(hears: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Joins with a stream that brings audio, which cannot wait.</summary>
    /// <exception cref="SpeechException">There are as many streams as there may be, or there is no memory for it.</exception>
    public Task<PooledStream> JoinLiveAsync(CancellationToken cancellationToken)
    {
        return _places.Wait(0, CancellationToken.None) ? EnterAsync(hears: true, cancellationToken) : throw new SpeechException(
            $"{_maxStreams} streams and recordings are being transcribed, as many as {nameof(RecognizerOptions.MaxStreams)} allows at once; end one, or load the model with more.");
    }

    /// <summary>Waits for the steps to end; streams have left before.</summary>
    public void Dispose()
    {
        _loop.Dispose();
        _steps.Dispose();
        _places.Dispose();
    }

    internal ValueTask RunAsync(PooledStream stream, Turn turn, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(turn.Frames, LongestTurn);
        // Cancelled or not, it begins: who is cancelled can tell what was stepped over by settling the stream.
        _loop.Begin(stream, turn);
        return stream.WaitAsync(cancellationToken);
    }

    internal Task SaveAsync(PooledStream stream, BinaryWriter target) => _loop.BetweenStepsAsync(() => _steps.Save(stream, target));

    internal Task RestoreAsync(PooledStream stream, BinaryReader source) => _loop.BetweenStepsAsync(() => _steps.Restore(stream, source));

    // Whoever takes the place joins behind this in the loop's order, so there are never more rows than places.
    internal void Leave(PooledStream stream)
    {
        _ = _loop.BetweenStepsAsync(() => _steps.Remove(stream));
        _places.Release();
    }

    private async Task<PooledStream> EnterAsync(bool hears, CancellationToken cancellationToken)
    {
        PooledStream stream = new(this, hears, _heads);
        try
        {
            await _loop.BetweenStepsAsync(() => _steps.Add(stream)).WaitAsync(cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch (OutOfMemoryException failure)
        {
            stream.Dispose();
            throw new SpeechException(
                $"There is no memory for another stream's caches; as many as {_maxStreams} streams and recordings may be transcribed at once. Load the model with a lower {nameof(RecognizerOptions.MaxStreams)}.", failure);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
