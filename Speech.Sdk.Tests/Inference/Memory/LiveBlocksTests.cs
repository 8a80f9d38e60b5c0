using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Tests.Inference.Memory;

public sealed class LiveBlocksTests
{
    [Test]
    public void Dispose_FreesWhatIsAliveOnce()
    {
        List<string> freed = [];
        LiveBlocks live = new();
        IDisposable first = live.Add(() => freed.Add("first"));
        IDisposable second = live.Add(() => freed.Add("second"));
        first.Dispose();
        first.Dispose();
        Assert.That((live.Count, freed), Is.EqualTo((1, new[] { "first" })));
        live.Dispose();
        second.Dispose();
        Assert.That((live.Count, freed), Is.EqualTo((0, new[] { "first", "second" })));
    }
}
