namespace Speech.Sdk.Models.KyutaiStt.Pool;

/// <summary>Some frames of a stream, which are stepped over one after the other.</summary>
/// <param name="kind">What they are.</param>
/// <param name="frames">How many.</param>
internal sealed class Turn(FrameKind kind, int frames)
{
    // Whoever waits goes on elsewhere than on the loop.
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FrameKind Kind => kind;

    public int Frames => frames;

    public ReadOnlyMemory<float> Audio { get; init; }

    public ReadOnlyMemory<long> Codes { get; init; }

    /// <summary>Done when each frame had its step, or one of them failed.</summary>
    public Task Ended => _ended.Task;

    public void End() => _ended.TrySetResult();

    public void End(Exception failure) => _ended.TrySetException(failure);
}
