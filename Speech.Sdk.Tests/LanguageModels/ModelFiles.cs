using System.Text;

namespace Speech.Sdk.Tests.LanguageModels;

/// <summary>Small models for what a clone alone should prove.</summary>
internal static class ModelFiles
{
    private static readonly Lazy<DirectoryInfo> Folder = new(() => Directory.CreateTempSubdirectory("speech-sdk-models-"));

    /// <summary>Three words more likely in order than out of it; no mark of unknown words, columns missing, a zero that is a context.</summary>
    public const string Arpa = """
        \data\
        ngram 1=6
        ngram 2=5
        ngram 3=2

        \1-grams:
        -99	<s>	-0.30103
        -1.0	</s>
        -0.5	one	-0.25
        -0.7	two	-0.5
        -1.2	three	0
        -1.5	four

        \2-grams:
        -0.2	<s> one	-0.1
        -0.3	one two	-0.2
        -0.4	two three
        -0.6	three </s>
        -0.15	one one	-0.05

        \3-grams:
        -0.1	<s> one two
        -0.05	one two three

        \end\

        """;

    /// <summary>KenLM's trie of 543 words of English prose (LibriSpeech, CC BY 4.0; LibriVox), 8 bits a weight, pointers in 22 bits.</summary>
    public static string QuantizedTrie
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                string candidate = Path.Combine(folder.FullName, "LanguageModels", "Data", "3gram.trie-q8-a22.bin");
                if (File.Exists(candidate))
                    return candidate;
            }

            throw new FileNotFoundException($"LanguageModels/Data is not above {AppContext.BaseDirectory}.");
        }
    }

    /// <summary>A file of its own for bytes, in the system's folder for temporary files until the tests end.</summary>
    public static string Write(byte[] bytes)
    {
        string path = Path.Combine(Folder.Value.FullName, $"{Guid.NewGuid():N}.tmp");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static void DeleteAll()
    {
        if (Folder.IsValueCreated)
            Folder.Value.Delete(recursive: true);
    }

    public static string Write(string text) => Write(Encoding.UTF8.GetBytes(text));
}
