using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Tests.Inference.Memory;

public sealed class TensorBufferTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void CopyTo_BlocksWithPitches_LandWhereTheyShould(bool elsewhere)
    {
        TensorMemory memory = elsewhere ? new WatchedMemory() : TensorMemory.Host;
        using TensorBuffer from = new(TensorElementType.UInt8, 12, memory);
        using TensorBuffer to = new(TensorElementType.UInt8, 10, memory);
        to.Clear();
        from.Write([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0);
        from.CopyTo(1, 4, to, 2, 3, bytes: 2, blocks: 3);
        byte[] read = new byte[10];
        to.Read(0, read);
        Assert.That(read, Is.EqualTo(new byte[] { 0, 0, 1, 2, 0, 5, 6, 0, 9, 10 }));
    }

    [Test]
    public void Span_OfADevice_IsRefused()
    {
        using TensorBuffer buffer = new(TensorElementType.Float, 4, new WatchedMemory());
        Assert.That(() => buffer.Span<float>(), Throws.InvalidOperationException);
        Assert.That(() => buffer.Slice(0, 4), Throws.InvalidOperationException);
        Assert.That(() => buffer.CopyTo(0, 4, buffer, 8, 4, bytes: 4, blocks: 3), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void CopyTo_OtherMemory_IsRefused()
    {
        using TensorBuffer device = new(TensorElementType.Float, 4, new WatchedMemory());
        using TensorBuffer host = new(TensorElementType.Float, 4);
        Assert.That(() => device.CopyTo(0, 4, host, 0, 4, 4), Throws.InvalidOperationException);
    }

    [Test]
    public void Use_AfterDispose_Throws()
    {
        TensorBuffer buffer = new(TensorElementType.Float, 4);
        buffer.Dispose();
        buffer.Dispose();
        Assert.That(() => buffer.Span<float>(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => buffer.View([1]), Throws.TypeOf<ObjectDisposedException>());
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Staged_SendAndFetch_CopyOnlyWhatIsAsked(bool elsewhere)
    {
        WatchedMemory device = new();
        using StagedBuffer staged = new(TensorElementType.Int32, 4, elsewhere ? device : TensorMemory.Host, cleared: true);
        staged.Span<int>()[1] = 7;
        staged.Send(1, 2);
        staged.Fetch(0, 4);
        Assert.That(staged.Span<int>().ToArray(), Is.EqualTo(new[] { 0, 7, 0, 0 }));
        Assert.That(device.Crossed, Is.EqualTo(elsewhere ? (8L, 16L) : (0L, 0L)));
    }
}
