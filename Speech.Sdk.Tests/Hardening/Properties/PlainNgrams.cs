using System.Globalization;
using System.Text;
using CsCheck;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>An n-gram model as its definition has it: log10 probabilities and back-off weights by n-gram.</summary>
internal sealed record PlainNgrams(int Order, Dictionary<string, (float Probability, float Backoff)> Ngrams)
{
    private static readonly string[] Vocabulary = ["<s>", "</s>", "one", "two", "drei", "東"];

    // Eighths, which every number format has exactly.
    private static readonly Gen<float> Weight = Gen.Int[-24, 8].Select(eighths => eighths / 8f);

    /// <summary>Models in which every n-gram's beginning is one too, as toolkits write them; its end need not be.</summary>
    public static Gen<PlainNgrams> All { get; } =
        from order in Gen.Int[1, 4]
        from unknown in Gen.Bool
        from words in Gen.Select(Weight, Weight).Array[Vocabulary.Length + 1]
        from longer in Gen.Select(Gen.Int[0, 1000], Gen.Int[0, Vocabulary.Length], Weight, Weight).Array[0, 25]
        select Make(order, unknown, words, longer);

    /// <summary>The probability of a word behind others by the recursion of Katz.</summary>
    public double Score(ReadOnlySpan<string> history, string word)
    {
        history = history[Math.Max(0, history.Length - Order + 1)..];
        if (Ngrams.TryGetValue(string.Join(' ', [.. history, word]), out (float Probability, float Backoff) found))
            return Math.Min(found.Probability, 0);
        if (history.IsEmpty)
            return Ngrams.TryGetValue("<unk>", out (float Probability, float Backoff) unknown) ? Math.Min(unknown.Probability, 0) : -100;
        return Ngrams.GetValueOrDefault(string.Join(' ', history!)).Backoff + Score(history[1..], word);
    }

    /// <summary>What a word is to the model.</summary>
    public string Known(string word) => Ngrams.ContainsKey(word) ? word : "<unk>";

    /// <summary>The model as a text file, in a style of many.</summary>
    public string Write(bool spaces, bool windows, bool exponents)
    {
        char gap = spaces ? ' ' : '\t';
        ILookup<int, string> byLength = Ngrams.Keys.ToLookup(ngram => ngram.Count(letter => letter == ' ') + 1);
        StringBuilder text = new("\\data\\\n");
        for (int n = 1; n <= Order; n++)
            text.Append(CultureInfo.InvariantCulture, $"ngram {n}={byLength[n].Count()}\n");
        for (int n = 1; n <= Order; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\\{n}-grams:\n");
            foreach (string ngram in byLength[n])
            {
                (float probability, float backoff) = Ngrams[ngram];
                text.Append(Number(probability)).Append(gap).Append(ngram);
                // Zeros are left out, or not.
                if (n < Order && (backoff != 0 || spaces))
                    text.Append(gap).Append(Number(backoff));
                text.Append('\n');
            }
        }

        text.Append("\n\\end\\\n");
        return windows ? text.Replace("\n", "\r\n").ToString() : text.ToString();

        string Number(float value) => value.ToString(exponents ? "E6" : "0.######", CultureInfo.InvariantCulture);
    }

    private static PlainNgrams Make(int order, bool unknown, (float, float)[] words, (int, int, float, float)[] longer)
    {
        string[] vocabulary = unknown ? [.. Vocabulary, "<unk>"] : Vocabulary;
        Dictionary<string, (float, float)> ngrams = [];
        for (int i = 0; i < vocabulary.Length; i++)
            ngrams[vocabulary[i]] = order == 1 ? (words[i].Item1, 0) : words[i];
        foreach ((int context, int word, float probability, float backoff) in longer)
        {
            string[] contexts = [.. ngrams.Keys.Where(ngram => ngram.Count(letter => letter == ' ') + 1 < order)];
            if (contexts.Length == 0)
                continue;
            string ngram = $"{contexts[context % contexts.Length]} {vocabulary[word % vocabulary.Length]}";
            ngrams[ngram] = (probability, ngram.Count(letter => letter == ' ') + 1 < order ? backoff : 0);
        }

        return new PlainNgrams(order, ngrams);
    }
}
