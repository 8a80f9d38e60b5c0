using Speech.Sdk.Decoding.Ctc;
using Speech.Sdk.Tests.LanguageModels;

namespace Speech.Sdk.Tests.Decoding.Ctc;

/// <summary>A beam that drops nothing finds every text, with the sum of the probabilities of all paths that write it and the score of its words.</summary>
[TestFixture]
internal sealed class ExhaustiveTests
{
    private const int FrameCount = 6;

    private const string Arpa = "\\data\\\nngram 1=6\nngram 2=3\n\n\\1-grams:\n-2\t<unk>\n-99\t<s>\t-0.3\n-1\t</s>\n-0.6\ta\t-0.2\n-0.8\tb\t-0.5\n-0.9\tab\n" +
        "\n\\2-grams:\n-0.1\t<s> a\n-0.3\ta b\n-0.25\tb </s>\n\n\\end\\\n";

    private static readonly Dictionary<string, double> Ngrams = new()
    {
        [""] = -2, ["</s>"] = -1, ["a"] = -0.6, ["b"] = -0.8, ["ab"] = -0.9, ["<s> a"] = -0.1, ["a b"] = -0.3, ["b </s>"] = -0.25,
    };

    private static readonly Dictionary<string, double> Backoffs = new() { ["<s>"] = -0.3, ["a"] = -0.2, ["b"] = -0.5 };

    private static readonly CtcBeamOptions Options = new()
    {
        Width = 10_000,
        MinTokenLogProbability = -1000,
        BeamPruneLogProbability = -1000,
        Hotwords = [new Hotword("a b", 1), new Hotword("ba", 1.5), new Hotword("ab", -0.5)],
    };

    [TestCase("<pad>", "|", "a", "b")]
    [TestCase("<pad>", "|", "a", "ab", "b", Description = "a symbol that others spell, too")]
    [TestCase("<pad>", "▁", "▁a", "a", "b")]
    [TestCase("a", "##b", "[UNK]", "[PAD]", "##ab")]
    public void Readings_WidestBeam_AreTheSumsOverAllPaths(params string[] labels)
    {
        CtcAlphabet alphabet = CtcAlphabet.FromVocabulary(labels);
        using CtcLanguageModel model = CtcLanguageModel.Open(ModelFiles.Write(Arpa), null, alphabet);
        float[] frames = Random(labels.Length);
        CtcBeamSearch search = new(alphabet, Options, model);

        search.Accept(frames);
        IReadOnlyList<CtcHypothesis> readings = search.Readings(Options.Width, ended: true);

        Dictionary<string, double> expected = SumsOverPaths(alphabet, frames);
        Assert.That(readings.Select(reading => reading.Text), Is.EquivalentTo(expected.Keys));
        Assert.Multiple(() =>
        {
            foreach (CtcHypothesis reading in readings)
            {
                Assert.That(reading.AcousticScore, Is.EqualTo(Math.Log(expected[reading.Text])).Within(1e-5), $"'{reading.Text}': audio");
                Assert.That(reading.LanguageScore, Is.EqualTo(Language(reading.Text)).Within(1e-4), $"'{reading.Text}': language");
            }
        });
    }

    private static float[] Random(int symbols)
    {
        Random random = new(11);
        float[] frames = new float[FrameCount * symbols];
        for (int at = 0; at < frames.Length; at += symbols)
        {
            double[] weights = [.. Enumerable.Range(0, symbols).Select(_ => Math.Exp(4 * random.NextDouble()))];
            for (int i = 0; i < symbols; i++)
                frames[at + i] = (float)Math.Log(weights[i] / weights.Sum());
        }

        return frames;
    }

    private static Dictionary<string, double> SumsOverPaths(CtcAlphabet alphabet, float[] frames)
    {
        Dictionary<string, double> sums = [];
        int[] path = new int[FrameCount];
        for (int number = 0; number < Math.Pow(alphabet.Count, FrameCount); number++)
        {
            double score = 0;
            for (int frame = 0, rest = number; frame < FrameCount; frame++, rest /= alphabet.Count)
            {
                path[frame] = rest % alphabet.Count;
                score += frames[(frame * alphabet.Count) + path[frame]];
            }

            string text = Write(alphabet, path);
            sums[text] = sums.GetValueOrDefault(text) + Math.Exp(score);
        }

        return sums;
    }

    // Equal neighbours are one, blanks are nothing; a word mark is a space before and one behind the unknown symbol.
    private static string Write(CtcAlphabet alphabet, int[] path)
    {
        IEnumerable<string> written = path.Where((symbol, frame) => frame == 0 || symbol != path[frame - 1]).Select(symbol => alphabet.Labels[symbol].Replace('▁', ' '));
        return string.Join(' ', string.Concat(written).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static double Language(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double score = 0;
        string before = "<s>";
        foreach (string word in words)
        {
            bool isKnown = Ngrams.ContainsKey(word);
            score += Weighted(before, isKnown ? word : "") + Options.Beta + (isKnown || word == "ba" ? 0 : Options.UnknownWordScore);
            before = isKnown ? word : "";
        }

        int phrases = words.Zip(words.Skip(1)).Count(pair => pair == ("a", "b"));
        return score + Weighted(before, "</s>") + (10 * phrases) + (7.5 * words.Count(word => word == "ba")) - (2.5 * words.Count(word => word == "ab"));
    }

    private static double Weighted(string before, string word) => Options.Alpha * Math.Log(10) *
        (Ngrams.TryGetValue($"{before} {word}", out double listed) ? listed : Backoffs.GetValueOrDefault(before) + Ngrams[word]);
}
