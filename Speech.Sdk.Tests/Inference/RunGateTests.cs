using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

[TestFixture]
public sealed class RunGateTests
{
    [Test]
    public async Task Enter_MoreCallersThanPlaces_NeverLetsMoreIn()
    {
        using RunGate gate = new(2);
        int inside = 0, most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                using RunGate.Place place = gate.Enter(CancellationToken.None);
                int now = Interlocked.Increment(ref inside);
                InterlockedMax(ref most, now);
                Thread.Yield();
                Interlocked.Decrement(ref inside);
            }
        })));
        Assert.That(most, Is.InRange(1, 2));
    }

    [Test]
    public void Enter_WhileNoPlaceIsFree_IsLeftByTheToken()
    {
        using RunGate gate = new(1);
        using RunGate.Place taken = gate.Enter(CancellationToken.None);
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(20));
        Assert.That(() => gate.Enter(soon.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase(0, 2)]
    [TestCase(1, 0)]
    [TestCase(1000, 2)]
    public void MostFor_Threads_IsWhatTheCoresServeAndTwoAtLeast(int threads, int expected) =>
        Assert.That(RunGate.MostFor(threads), Is.EqualTo(expected == 0 ? Math.Max(2, PhysicalCores.Count) : expected));

    [TestCase(ExecutionProvider.DirectMl, false, ExpectedResult = 1, Description = "It takes one call at a time.")]
    [TestCase(ExecutionProvider.DirectMl, true, ExpectedResult = 1)]
    [TestCase(ExecutionProvider.Cpu, true, ExpectedResult = 2)]
    [TestCase(ExecutionProvider.Cpu, false, ExpectedResult = null)]
    [TestCase(ExecutionProvider.Cuda, false, ExpectedResult = null)]
    public int? MostFor_Provider_IsWhatItCanTake(ExecutionProvider provider, bool takesMuchMemory) => RunGate.MostFor(provider, 1000, takesMuchMemory);

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
