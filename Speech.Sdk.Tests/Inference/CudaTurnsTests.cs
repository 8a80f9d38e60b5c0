using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

public sealed class CudaTurnsTests
{
    private CudaTurns _turns = null!;

    [SetUp]
    public void Create() => _turns = new CudaTurns();

    [TearDown]
    public void Free() => _turns.Dispose();

    [Test]
    public async Task Beside_WhileAnotherHasOne_IsGiven()
    {
        using CudaTurns.Turn mine = _turns.Beside();
        await OnAnotherThread(() => _turns.Beside().Dispose());
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Alone_WhileAnotherHasATurn_WaitsUntilCancelled(bool alone)
    {
        using CudaTurns.Turn mine = alone ? _turns.Alone(CancellationToken.None) : _turns.Beside();
        using CancellationTokenSource cancelled = new();
        Task waiting = OnAnotherThread(() => _turns.Alone(cancelled.Token).Dispose());
        cancelled.Cancel();
        Assert.That(waiting.Wait, Throws.InnerException.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Turns_Ended_AreFree()
    {
        _turns.Beside().Dispose();
        _turns.Alone(CancellationToken.None).Dispose();
        _turns.Beside().Dispose();
        default(CudaTurns.Turn).Dispose();
    }

    [Test]
    public async Task Alone_ManyThreads_NeverBesideAnother()
    {
        int inside = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => OnAnotherThread(() =>
        {
            for (int turn = 0; turn < 100; turn++)
            {
                bool alone = thread % 2 == 0;
                using CudaTurns.Turn mine = alone ? _turns.Alone(CancellationToken.None) : _turns.Beside();
                int others = Interlocked.Increment(ref inside) - 1;
                if (alone && others != 0)
                    throw new InvalidOperationException($"{others} others had a turn.");
                Interlocked.Decrement(ref inside);
            }
        })));
    }

    private static Task OnAnotherThread(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
