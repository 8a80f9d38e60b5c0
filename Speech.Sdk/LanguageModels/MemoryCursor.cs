namespace Speech.Sdk.LanguageModels;

/// <summary>Hands out a file's regions one behind the other and refuses what lies beyond its end.</summary>
internal sealed unsafe class MemoryCursor(ModelMemory memory, string path)
{
    private ulong _at;

    public string Path => path;

    /// <summary>The file's bytes: no count of things can be greater than eight times this.</summary>
    public ulong Length => memory.Length;

    public ulong Position => _at;

    public ulong Remaining => memory.Length - _at;

    /// <summary>The address of the next bytes.</summary>
    /// <exception cref="ModelFolderException">The file ends before.</exception>
    public byte* Take(ulong bytes, string what)
    {
        if (bytes > Remaining)
            throw Damaged($"its {what} would end {bytes - Remaining} bytes behind the end of the file: it is cut off or damaged");
        byte* start = memory.Start + _at;
        _at += bytes;
        return start;
    }

    public T Read<T>(string what)
        where T : unmanaged => *(T*)Take((ulong)sizeof(T), what);

    /// <summary>What comes next, without going on.</summary>
    public T Peek<T>(ulong offset, string what)
        where T : unmanaged
    {
        if (offset + (ulong)sizeof(T) > Remaining)
            throw Damaged($"it ends inside its {what}: it is cut off or damaged");
        return *(T*)(memory.Start + _at + offset);
    }

    public ModelFolderException Damaged(string why) => new($"{path} is no language model that can be read: {why}.");
}
