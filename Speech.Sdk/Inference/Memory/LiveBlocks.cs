namespace Speech.Sdk.Inference.Memory;

/// <summary>What is allocated and not freed yet. Disposing this frees the rest, since whatever it came from goes next; owners that are disposed later free nothing. Thread-safe.</summary>
internal sealed class LiveBlocks : IDisposable
{
    private readonly HashSet<Block> _blocks = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_blocks)
                return _blocks.Count;
        }
    }

    /// <summary>Takes note of an allocation; disposing what it returns frees it once.</summary>
    public IDisposable Add(Action free)
    {
        Block block = new(this, free);
        lock (_blocks)
            _blocks.Add(block);
        return block;
    }

    public void Dispose()
    {
        Block[] rest;
        lock (_blocks)
            rest = [.. _blocks];
        foreach (Block block in rest)
            block.Dispose();
    }

    private sealed class Block(LiveBlocks blocks, Action free) : IDisposable
    {
        public void Dispose()
        {
            bool isLive;
            lock (blocks._blocks)
                isLive = blocks._blocks.Remove(this);
            if (isLive)
                free();
        }
    }
}
