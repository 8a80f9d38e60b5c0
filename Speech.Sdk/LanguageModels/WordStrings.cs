namespace Speech.Sdk.LanguageModels;

/// <summary>The letters of a model's words as KenLM keeps them: by number, each with a zero byte behind it.</summary>
internal sealed unsafe class WordStrings(byte* start, ulong length, uint count, string path)
{
    /// <summary>All but the marks of unknown words and sentences.</summary>
    /// <exception cref="ModelFolderException">There are fewer than the model has numbers.</exception>
    public WordList Read()
    {
        WordList words = new();
        ulong at = 0;
        for (uint i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> rest = new(start + at, (int)Math.Min(length - at, int.MaxValue));
            int end = rest.IndexOf((byte)0);
            if (end < 0)
                throw new ModelFolderException($"{path} is no language model that can be read: it ends at word {i} of {count}: it is cut off.");
            words.AddUnlessMark(rest[..end]);
            at += (ulong)end + 1;
        }

        return words;
    }
}
