using System.Globalization;
using System.Text;

namespace Speech.Sdk.LanguageModels;

/// <summary>The lines of an ARPA file, and the numbers and words in them, without a string a line.</summary>
internal sealed unsafe class ArpaText(ModelMemory memory, string path)
{
    // What toolkits write for the logarithm of zero.
    private const float Never = -99;

    // A byte order mark is no text.
    private ulong _at = memory.Length >= 3 && new ReadOnlySpan<byte>(memory.Start, 3).SequenceEqual("\uFEFF"u8) ? 3u : 0u;
    private long _line;

    public string Path => path;

    /// <summary>How many bytes are left.</summary>
    public ulong Remaining => memory.Length - _at;

    /// <summary>The next line with text on it, without its end and spaces around; false at the end of the file.</summary>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        while (_at < memory.Length)
        {
            ReadOnlySpan<byte> rest = new(memory.Start + _at, (int)Math.Min(Remaining, int.MaxValue));
            int end = rest.IndexOf((byte)'\n');
            _at += (ulong)(end < 0 ? rest.Length : end + 1);
            _line++;
            line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
            if (!line.IsEmpty)
                return true;
        }

        line = default;
        return false;
    }

    /// <exception cref="ModelFolderException">The file ends here.</exception>
    public ReadOnlySpan<byte> ReadLine(string expected) =>
        TryReadLine(out ReadOnlySpan<byte> line) ? line : throw Damaged($"it ends where {expected} should follow: it is cut off");

    /// <summary>Takes the next word or number off a line; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> taken = end < 0 ? line : line[..end];
        line = end < 0 ? default : line[end..].TrimStart(" \t"u8);
        return taken;
    }

    /// <exception cref="ModelFolderException">It is no number.</exception>
    public float Number(ReadOnlySpan<byte> text)
    {
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number))
            return number;
        if (text.SequenceEqual("-inf"u8) || number == float.NegativeInfinity)
            return Never;
        throw Damaged($"line {_line} has '{Show(text)}' where a number should be");
    }

    public ModelFolderException DamagedLine(string why) => Damaged($"line {_line} {why}");

    public ModelFolderException Damaged(string why) => new($"{path} is no ARPA language model that can be read: {why}.");

    public static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, 60)]);
}
