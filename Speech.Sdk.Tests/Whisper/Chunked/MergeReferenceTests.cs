using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Chunked;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper.Chunked;

/// <summary>fixtures/text/pipeline.json: what transformers makes of the tokens of overlapping chunks.</summary>
public sealed class MergeReferenceTests
{
    private const string File = "fixtures/text/pipeline.json";

    private static readonly Lazy<WhisperTokenizer> Tokenizer = new(() => WhisperTokenizer.Load(Shared.Path("fixtures/text/whisper-tokenizer-multilingual")));

    private static IEnumerable<TestCaseData> Texts() => Cases("decode_asr");

    private static IEnumerable<TestCaseData> Overlaps() => Cases("find_longest_common_sequence");

    private static IEnumerable<TestCaseData> Cases(string function)
    {
        int count = 0;
        return GoldenCases.Of(File, golden => $"{++count} {golden["arguments"]!.ToJsonString()}")
            .Where(test => test.Arguments[0] is not JsonObject golden || golden["function"] is not { } name || (string)name! == function);
    }

    [TestCaseSource(nameof(Texts))]
    public void Add_Chunks_GivesTransformersText(JsonNode golden)
    {
        JsonNode arguments = golden["arguments"]!;
        JsonNode timestamps = arguments["return_timestamps"]!;
        bool words = timestamps.GetValueKind() == System.Text.Json.JsonValueKind.String;
        bool times = words || (bool)timestamps;
        var merger = new ChunkMerger(Tokenizer.Value, times, words);
        foreach (JsonNode? chunk in golden["input"]!.AsArray())
        {
            double[]? tokenTimes = chunk!["token_timestamps"]?.AsArray().Select(time => (double)time!).ToArray();
            ChunkToken[] tokens = [.. chunk["tokens"].Ints().Select((id, index) => new ChunkToken(id, tokenTimes?[index] ?? 0))];
            double[] stride = [.. chunk["stride"]?.AsArray().Select(value => (double)value!) ?? [0, 0, 0]];
            merger.Add(tokens, new ChunkStride(stride[0], stride[1], stride[2]));
        }

        IReadOnlyList<MergedSegment> segments = merger.Finish();
        JsonNode expected = golden["expected"]!;
        Assert.That(string.Concat(segments.Select(Text)), Is.EqualTo((string)expected["text"]!));
        if (expected["chunks"] is not JsonArray chunks)
            return;
        bool language = (bool)arguments["return_language"]!;
        IEnumerable<Part> found = words
            ? segments.SelectMany(segment => MergedWords.Of(Tokenizer.Value, segment).Select(word => new Part(word.Text, word.Start, word.End, language ? segment.Language?.Name : null)))
            : segments.Select(segment => new Part(Text(segment), times ? segment.Start : null, times ? segment.End : null, language ? segment.Language?.Name : null));
        Assert.That(found, Is.EqualTo(chunks.Select(Expected)));
    }

    [TestCaseSource(nameof(Overlaps))]
    public void Merge_Texts_GivesTransformersTokens(JsonNode golden)
    {
        JsonArray? times = golden["input"]!["timestamps"]?.AsArray();
        MergedToken[][] texts = [.. golden["input"]!["sequences"]!.AsArray().Select((text, index) => Tokens(text, times?[index]))];
        IReadOnlyList<MergedToken> merged = OverlapMerger.Merge(texts, timed: times is not null);
        Assert.That(merged, Is.EqualTo(Tokens(golden["expected"]!["tokens"], golden["expected"]!["timestamps"])));

        static MergedToken[] Tokens(JsonNode? ids, JsonNode? times) => [.. ids.Ints().Select((id, index) => new MergedToken(new ChunkToken(id), Seconds(times, index, 0), Seconds(times, index, 1)))];

        static double Seconds(JsonNode? times, int token, int side) => times is null ? 0 : (double)times[token]![side]!;
    }

    private static string Text(MergedSegment segment) => Tokenizer.Value.Decode([.. segment.Tokens.Select(token => token.Id)]);

    private static Part Expected(JsonNode? chunk) =>
        new((string)chunk!["text"]!, (double?)chunk["timestamp"]?[0], (double?)chunk["timestamp"]?[1], (string?)chunk["language"]);

    private sealed record Part(string Text, double? Start, double? End, string? Language);
}
