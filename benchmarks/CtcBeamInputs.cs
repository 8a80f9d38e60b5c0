using System.Globalization;
using System.Text;
using Speech.Sdk.Decoding.Ctc;

namespace Speech.Sdk.Benchmarks;

/// <summary>
/// CTC log-probabilities of 1,500 frames (30 s) and 32 characters for sentences of made-up words, and a 3-gram model of such sentences:
/// blanks between, one to three frames a character, other characters as loud, noise over all.
/// </summary>
internal sealed class CtcBeamInputs
{
    public const int Frames = 1500;

    /// <summary>What a good model hears in a quiet room.</summary>
    public static readonly (double Sharpness, double Confusion) Peaked = (7, 0.12);

    /// <summary>What it hears in noise.</summary>
    public static readonly (double Sharpness, double Confusion) Noisy = (4.2, 0.3);

    /// <summary>What it hears where people hardly understand each other.</summary>
    public static readonly (double Sharpness, double Confusion) VeryNoisy = (2, 0.3);

    private static readonly string[] Labels =
        ["<pad>", "<s>", "</s>", "<unk>", "|", "e", "t", "a", "o", "n", "i", "h", "s", "r", "d", "l", "u", "m", "c", "w", "f", "g", "y", "p", "b", "v", "k", "x", "j", "q", "z", "'"];

    private readonly Random _random = new(17);
    private readonly string[] _words;
    private readonly List<string[]> _sentences = [];

    public CtcBeamInputs()
    {
        _words = [.. Enumerable.Range(0, 800).Select(_ => Word()).Distinct()];
        for (int i = 0; i < 400; i++)
            _sentences.Add([.. Enumerable.Range(0, 12).Select(_ => _words[(int)(_words.Length * Math.Pow(_random.NextDouble(), 3))])]);
    }

    public CtcAlphabet Alphabet { get; } = CtcAlphabet.FromVocabulary(Labels);

    /// <summary>The known words.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Log-probabilities, frame by frame.</summary>
    /// <param name="sharpness">How far a character's logit stands out of noise with a deviation of 1.3.</param>
    /// <param name="confusion">How often another character is as loud.</param>
    public float[] LogProbabilities(double sharpness, double confusion)
    {
        List<double[]> rows = [Row(0, sharpness + 2)];
        string text = string.Join('|', _sentences.SelectMany(words => words));
        for (int at = 0; rows.Count < Frames; at++)
            AddCharacter(rows, Array.IndexOf(Labels, text[at].ToString()), sharpness, confusion);
        float[] values = new float[Frames * Labels.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double[] row = rows[i / Labels.Length];
            values[i] = (float)(row[i % Labels.Length] - Math.Log(row.Sum(Math.Exp)));
        }

        return values;
    }

    /// <summary>A 3-gram model of the sentences in ARPA format, with crude probabilities.</summary>
    public void WriteModel(string path)
    {
        Dictionary<string, int>[] counts = [.. Enumerable.Range(0, 3).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
        foreach (string[] sentence in _sentences)
        {
            string[] words = ["<s>", .. sentence, "</s>"];
            for (int n = 1; n <= 3; n++)
            {
                for (int i = 0; i + n <= words.Length; i++)
                    counts[n - 1][string.Join(' ', words[i..(i + n)])] = counts[n - 1].GetValueOrDefault(string.Join(' ', words[i..(i + n)])) + 1;
            }
        }

        foreach (string word in _words)
            counts[0].TryAdd(word, 1);
        StringBuilder arpa = new("\\data\\\n");
        for (int n = 1; n <= 3; n++)
            arpa.Append(CultureInfo.InvariantCulture, $"ngram {n}={counts[n - 1].Count + (n == 1 ? 1 : 0)}\n");
        double total = counts[0].Values.Sum();
        for (int n = 1; n <= 3; n++)
        {
            arpa.Append(CultureInfo.InvariantCulture, $"\n\\{n}-grams:\n{(n == 1 ? "-4\t<unk>\t0\n" : "")}");
            foreach ((string words, int count) in counts[n - 1])
            {
                double context = n == 1 ? total : counts[n - 2][words[..words.LastIndexOf(' ')]];
                arpa.Append(CultureInfo.InvariantCulture, $"{Math.Log10(0.6 * count / context):F5}\t{words}{(n < 3 ? "\t-0.4" : "")}\n");
            }
        }

        File.WriteAllText(path, arpa.Append("\n\\end\\\n").ToString());
    }

    private string Word()
    {
        StringBuilder word = new();
        for (int i = _random.Next(1, 4); i > 0; i--)
            word.Append("tnhsrdlmcwfgypbvk"[_random.Next(17)]).Append("eaoiu"[_random.Next(5)]).Append(_random.Next(3) == 0 ? "nstr"[_random.Next(4)].ToString() : "");
        return word.ToString();
    }

    private void AddCharacter(List<double[]> rows, int label, double sharpness, double confusion)
    {
        int other = _random.NextDouble() < confusion ? _random.Next(4, Labels.Length) : label;
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            double[] row = Row(label, sharpness * (0.75 + (0.4 * _random.NextDouble())));
            if (other != label)
                row[other] = row[label] + 0.2 + (0.8 * Normal());
            rows.Add(row);
        }

        for (int i = _random.Next(0, 4); i > 0; i--)
            rows.Add(Row(0, sharpness * (0.8 + (0.5 * _random.NextDouble()))));
    }

    private double[] Row(int label, double peak)
    {
        double[] row = [.. Enumerable.Range(0, Labels.Length).Select(_ => 1.3 * Normal())];
        row[label] += peak;
        return row;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
