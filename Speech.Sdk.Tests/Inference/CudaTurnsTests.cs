using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

public sealed class CudaTurnsTests
{
    private CudaTurns _turns = null!;

    [SetUp]
    public void Create() => _turns = new CudaTurns();

    [TearDown]
    public void Free() => _turns.Dispose();

    // A turn ends on the thread that took it, so nothing is awaited while one is held.
    [Test]
    public void Beside_WhileAnotherHasOne_IsGiven()
    {
        using CudaTurns.Turn mine = _turns.Beside();
        Task other = OnAnotherThread(() => _turns.Beside().Dispose());
        Assert.That(other.Wait(TimeSpan.FromSeconds(30)), "Nobody was let in beside.");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Alone_WhileAnotherHasATurn_WaitsUntilCancelled(bool alone)
    {
        using CudaTurns.Turn mine = alone ? _turns.Alone(CancellationToken.None) : _turns.Beside();
        using CancellationTokenSource cancelled = new();
        using ManualResetEventSlim asked = new();
        Task waiting = OnAnotherThread(() =>
        {
            asked.Set();
            _turns.Alone(cancelled.Token).Dispose();
        });
        asked.Wait();
        Assert.That(waiting.Wait(100), Is.False, "It was let in beside.");
        cancelled.Cancel();
        Assert.That(waiting.Wait, Throws.InnerException.InstanceOf<OperationCanceledException>());
    }

    [TestCase(ExecutionProvider.Cuda, true)]
    [TestCase(ExecutionProvider.TensorRt, true)]
    [TestCase(ExecutionProvider.Cpu, false)]
    [TestCase(ExecutionProvider.DirectMl, false)]
    [TestCase(ExecutionProvider.CoreMl, false)]
    public void BesideOn_WhileAnotherIsAlone_WaitsWhereTheProviderCallsCuda(ExecutionProvider provider, bool waits)
    {
        Task other;
        using (CudaTurns.Turn mine = _turns.Alone(CancellationToken.None))
        {
            other = OnAnotherThread(() => _turns.BesideOn(provider).Dispose());
            Assert.That(other.Wait(waits ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(30)), Is.EqualTo(!waits));
        }

        Assert.That(other.Wait(TimeSpan.FromSeconds(30)), "It waits for nobody.");
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
