using System.Text;

namespace Speech.Sdk.LanguageModels;

/// <summary>Words in UTF-8, one behind the other in a buffer: no string a word.</summary>
internal sealed class WordList
{
    private readonly List<int> _starts = [0];
    private byte[] _bytes = new byte[1 << 12];
    private int[]? _order;

    public int Count => _starts.Count - 1;

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            int at = _order?[index] ?? index;
            return _bytes.AsSpan(_starts[at], _starts[at + 1] - _starts[at]);
        }
    }

    public static WordList Of(IEnumerable<string> words)
    {
        WordList list = new();
        foreach (string word in words)
            list.Add(Encoding.UTF8.GetBytes(word));
        return list;
    }

    /// <summary>The lines of a text file, without spaces around them.</summary>
    /// <exception cref="ModelFolderException">The file cannot be read.</exception>
    public static WordList Read(string path)
    {
        WordList list = new();
        try
        {
            foreach (string line in File.ReadLines(path))
                list.Add(Encoding.UTF8.GetBytes(line.Trim()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} cannot be read: {error.Message}", error);
        }

        return list;
    }

    /// <summary>Adds a word; empty ones are left out.</summary>
    public void Add(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty)
            return;
        int used = _starts[^1];
        if (used + word.Length > _bytes.Length)
            Array.Resize(ref _bytes, checked(Math.Max(2 * _bytes.Length, used + word.Length)));
        word.CopyTo(_bytes.AsSpan(used));
        _starts.Add(used + word.Length);
        _order = null;
    }

    /// <summary>Adds a word unless it stands for unknown words or for a sentence's begin or end.</summary>
    public void AddUnlessMark(ReadOnlySpan<byte> word)
    {
        if (!IsUnknownMark(word) && !word.SequenceEqual("<s>"u8) && !word.SequenceEqual("</s>"u8))
            Add(word);
    }

    /// <summary>Whether a word stands for all that the model does not know.</summary>
    public static bool IsUnknownMark(ReadOnlySpan<byte> word) => word.SequenceEqual("<unk>"u8) || word.SequenceEqual("<UNK>"u8);

    /// <summary>Puts the words in the order of their bytes.</summary>
    public void Sort()
    {
        if (IsSorted())
            return;
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        order.AsSpan().Sort((a, b) => this[a].SequenceCompareTo(this[b]));
        _order = order;
    }

    private bool IsSorted()
    {
        for (int i = 1; i < Count; i++)
        {
            if (this[i - 1].SequenceCompareTo(this[i]) > 0)
                return false;
        }

        return true;
    }
}
