using System.Text;
using System.Text.Json.Nodes;
using Speech.Sdk.LanguageModels;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.LanguageModels;

/// <summary>Every model file gives KenLM's probabilities for KenLM's sentences.</summary>
[TestFixture]
internal sealed class KenLmTests
{
    private const string Folder = "fixtures/ctc/lm/";

    [TestCase("3gram.arpa")]
    [TestCase("3gram.probing.bin")]
    [TestCase("3gram.trie.bin")]
    [TestCase("3gram.trie-q8-a22.bin")]
    [TestCase("hand.arpa")]
    public void Score_OfSentences_IsKenLms(string file)
    {
        JsonNode models = Shared.Json(Folder + "kenlm.json")["models"]!;
        JsonArray sentences = (models[file]!["sentences"] ?? models["3gram.arpa"]!["sentences"])!.AsArray();
        using NgramModel model = LanguageModelFile.Open(Shared.Path(Folder + file));

        Assert.That(model.Order, Is.EqualTo((int)models[file]!["order"]!));
        Assert.Multiple(() =>
        {
            foreach (JsonNode? sentence in sentences)
            {
                string text = (string)sentence!["text"]!;
                AssertScores(model, text, sentence["full_scores_bos_eos"]!.AsArray(), model.Begin, withEnd: true);
                AssertScores(model, text, sentence["full_scores_no_bos_no_eos"]!.AsArray(), NgramModel.Empty, withEnd: false);
            }
        });
    }

    [TestCase("3gram.arpa")]
    [TestCase("3gram.probing.bin")]
    [TestCase("3gram.trie.bin")]
    [TestCase("3gram.trie-q8-a22.bin")]
    public void Words_OfAnyFormat_AreTheCorpus(string file)
    {
        string[] unigrams = File.ReadAllLines(Shared.Path(Folder + "processor/language_model/unigrams.txt"));
        using NgramModel model = LanguageModelFile.Open(Shared.Path(Folder + file));

        WordList words = model.Words()!;
        words.Sort();

        string[] read = [.. Enumerable.Range(0, words.Count).Select(i => Encoding.UTF8.GetString(words[i]))];
        Assert.That(read, Is.EqualTo(unigrams));
        Assert.That(read.Select(word => model.Index(Encoding.UTF8.GetBytes(word))), Is.Unique.And.None.EqualTo(NgramModel.Unknown));
    }

    private static void AssertScores(NgramModel model, string text, JsonArray expected, NgramState state, bool withEnd)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        uint[] numbers = [.. words.Select(word => model.Index(Encoding.UTF8.GetBytes(word)))];
        if (withEnd)
            numbers = [.. numbers, model.End];
        Assert.That(numbers, Has.Length.EqualTo(expected.Count), text);
        for (int i = 0; i < numbers.Length; i++)
        {
            float score = model.Score(state, numbers[i], out state);
            string what = $"'{text}', word {i}";
            Assert.That(score, Is.EqualTo((float)expected[i]![0]!).Within(1e-6f), what);
            Assert.That(numbers[i] == NgramModel.Unknown, Is.EqualTo((bool)expected[i]![2]!), $"{what}: unknown");
        }
    }
}
