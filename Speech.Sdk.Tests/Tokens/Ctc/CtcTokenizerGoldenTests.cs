using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Tests.Tokens.Ctc;

/// <summary>Ids to text, words and offsets against transformers' tokenizers, for every vocabulary and argument of the fixture.</summary>
public sealed class CtcTokenizerGoldenTests
{
    private const string File = "fixtures/ctc/tokenizer/golden.json";

    private static IEnumerable<TestCaseData> Cases() => GoldenCases.Of(File, golden => (string)golden["name"]!);

    private static IEnumerable<TestCaseData> PhonemeRows() => Shared.IsPresent
        ? Shared.Json(File)["phoneme"]!["rows"]!.AsArray().Select((row, index) => new TestCaseData(row!).SetArgDisplayNames($"{index}: {row!["tokens"]}"))
        : [new TestCaseData(new JsonObject()).Ignore($"Needs ../shared/{File}, which is not beside this checkout.")];

    [TestCaseSource(nameof(Cases))]
    public void Decode_EveryRow_IsTheReferences(JsonNode golden)
    {
        CtcVocabulary vocabulary = Read(Vocabulary((string)golden["vocabulary"]!), golden["arguments"]!.AsObject());
        Assert.Multiple(() =>
        {
            Assert.That(vocabulary.Blank, Is.EqualTo((int)golden["pad_id"]!));
            Assert.That(vocabulary.Symbols, Has.Count.EqualTo((int)golden["len_tokenizer"]!));
            foreach (string special in (string[])["pad_id", "unk_id", "bos_id", "eos_id"])
                Assert.That(vocabulary.Specials, Does.Contain((int)golden[special]!), special);
            Assert.That(vocabulary.Delimiter, Is.EqualTo((int?)golden["delimiter_id"] is { } id && id != (int)golden["unk_id"]! ? id : null));
            Assert.That(CtcText.Text(vocabulary, Collapse(vocabulary, [999])), Is.EqualTo((string)golden["decode_unknown_id_999"]!));
        });
        foreach (JsonNode? row in golden["rows"]!.AsArray())
        {
            CtcCollapse collapse = new(vocabulary.Blank);
            foreach (int id in row!["ids"].Ints())
                collapse.Add(id);
            string tokens = (string)row["tokens"]!;
            Assert.Multiple(() =>
            {
                Assert.That(CtcText.Text(vocabulary, collapse.Runs), Is.EqualTo((string)row["text"]!), tokens);
                Assert.That(Offsets(CtcText.Symbols(vocabulary, collapse.Runs)), Is.EqualTo(Offsets(row["char_offsets"]!)), tokens);
                Assert.That(Offsets(CtcText.Words(vocabulary, collapse.Runs)), Is.EqualTo(Offsets(row["word_offsets"]!)), tokens);
            });
        }
    }

    [TestCaseSource(nameof(PhonemeRows))]
    public void Decode_Phonemes_IsTheReferences(JsonNode row)
    {
        JsonObject vocabulary = Vocabulary("phoneme");
        JsonObject arguments = row["arguments"]!.DeepClone().AsObject();
        if (arguments.ContainsKey("word_delimiter_token"))
            vocabulary["|"] = vocabulary.Count;
        arguments["tokenizer_class"] = "Wav2Vec2PhonemeCTCTokenizer";
        CtcVocabulary phonemes = Read(vocabulary, arguments);
        IReadOnlyList<CtcRun> runs = Collapse(phonemes, row["ids"].Ints());
        Assert.That(CtcText.Text(phonemes, runs), Is.EqualTo((string)row["text"]!));
        Assert.That(Offsets(CtcText.Symbols(phonemes, runs)), Is.EqualTo(Offsets(row["char_offsets"]!)));
    }

    private static IReadOnlyList<CtcRun> Collapse(CtcVocabulary vocabulary, int[] ids)
    {
        CtcCollapse collapse = new(vocabulary.Blank);
        foreach (int id in ids)
            collapse.Add(id);
        return collapse.Runs;
    }

    private static JsonObject Vocabulary(string name) => Shared.Json(File)["vocabularies"]![name]!.DeepClone().AsObject();

    private static CtcVocabulary Read(JsonObject vocabulary, JsonObject arguments)
    {
        using TemporaryFolder folder = new();
        folder.Write("vocab.json", vocabulary.ToJsonString());
        folder.Write("tokenizer_config.json", arguments.ToJsonString());
        return CtcVocabularyFiles.Read(folder.Path, blank: null, out _).Values.Single();
    }

    private static IEnumerable<(string, int, int)> Offsets(IEnumerable<CtcSpan> spans) => spans.Select(span => (span.Text, span.Start, span.End));

    private static IEnumerable<(string, int, int)> Offsets(JsonNode offsets) => offsets.AsArray().Select(offset => ((string)offset![0]!, (int)offset[1]!, (int)offset[2]!));
}
