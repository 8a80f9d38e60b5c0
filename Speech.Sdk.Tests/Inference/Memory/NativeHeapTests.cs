using System.Runtime.InteropServices;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Tests.Inference.Memory;

public sealed unsafe class NativeHeapTests
{
    private const int Blocks = 4000;
    private const int BlockSize = 32 << 10;

    [Test]
    public void TryGiveBack_FreedBelowWhatIsUsed_LeavesTheProcess()
    {
        // Asked by another name than the library does, so that a wrong one there fails here.
        if (!NativeLibrary.TryLoad("libc.so.6", out nint glibc) || !NativeLibrary.TryGetExport(glibc, "malloc_trim", out _))
            Assert.Ignore("Needs glibc.");
        void*[] blocks = new void*[Blocks];
        for (int block = 0; block < Blocks; block++)
        {
            blocks[block] = NativeMemory.Alloc(BlockSize);
            NativeMemory.Fill(blocks[block], BlockSize, 1);
        }

        // Every hundredth stays, so that the heap cannot shrink from its end.
        for (int block = 0; block < Blocks; block++)
        {
            if (block % 100 != 99)
                NativeMemory.Free(blocks[block]);
        }

        long before = Environment.WorkingSet;
        bool can = NativeHeap.TryGiveBack();
        long after = Environment.WorkingSet;
        for (int block = 99; block < Blocks; block += 100)
            NativeMemory.Free(blocks[block]);
        Assert.That(can);
        Assert.That(before - after, Is.GreaterThan(Blocks * (long)BlockSize / 2));
    }
}
