using System.Collections.Frozen;
using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>Writes words in American spelling, by the list of openai-whisper, which is read once from the assembly. Words are joined by single spaces.</summary>
internal static class AmericanSpelling
{
    private const string Resource = "spelling.tsv";

    private static readonly Lazy<FrozenDictionary<string, string>> Spellings = new(Load);

    public static void Apply(TextBuffer buffer)
    {
        FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> spellings = Spellings.Value.GetAlternateLookup<ReadOnlySpan<char>>();
        bool isFirst = true;
        foreach (ReadOnlySpan<char> word in new Words(buffer.Text))
        {
            if (!isFirst)
                buffer.Append(' ');
            isFirst = false;
            if (spellings.TryGetValue(word, out string? american))
                buffer.Append(american);
            else
                buffer.Append(word);
        }

        buffer.Commit();
    }

    private static FrozenDictionary<string, string> Load()
    {
        using Stream stream = typeof(AmericanSpelling).Assembly.GetManifestResourceStream(Resource)!;
        using StreamReader reader = new(stream);
        Dictionary<string, string> spellings = [];
        while (reader.ReadLine()?.Split('\t') is [var british, var american])
            spellings.Add(british, american);
        return spellings.ToFrozenDictionary();
    }
}
