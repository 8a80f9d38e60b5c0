using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

public sealed class SharedUseTests
{
    [Test]
    public void End_WhileACallRuns_FreesAfterTheCall()
    {
        var resource = new Resource();
        var use = new SharedUse(resource);
        Assert.That(use.TryEnter(), Is.True);
        use.End();
        use.End();
        Assert.That((resource.Freed, use.IsOver, use.TryEnter()), Is.EqualTo((0, true, false)));
        use.Leave();
        Assert.That(resource.Freed, Is.EqualTo(1));
    }

    [Test]
    public void End_WithoutCalls_FreesAtOnce()
    {
        var resource = new Resource();
        new SharedUse(resource).End();
        Assert.That(resource.Freed, Is.EqualTo(1));
    }

    [Test]
    public void Run_OwnerLetsGoMeanwhile_FreesBehindTheCall()
    {
        var resource = new Resource();
        var use = new SharedUse(resource);
        int during = use.Run(this, () =>
        {
            use.End();
            return resource.Freed;
        });
        Assert.That((during, resource.Freed), Is.EqualTo((0, 1)));
        Assert.That(() => use.Run(this, () => 0), Throws.TypeOf<ObjectDisposedException>().With.Message.Contains(nameof(SharedUseTests)));
    }

    [Test]
    public void Run_CallFails_LeavesAllTheSame()
    {
        var resource = new Resource();
        var use = new SharedUse(resource);
        Assert.That(() => use.Run<int>(this, () => throw new InvalidOperationException()), Throws.InvalidOperationException);
        use.End();
        Assert.That(resource.Freed, Is.EqualTo(1));
    }

    private sealed class Resource : IDisposable
    {
        public int Freed { get; private set; }

        public void Dispose() => Freed++;
    }
}
