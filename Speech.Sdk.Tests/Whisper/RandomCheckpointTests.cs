using System.Text.Json.Nodes;
using Speech.Sdk.Export;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>
/// fixtures/whisper/tiny-random-*: checkpoints of the shapes that the base model does not have (128 mel bins, English only, fewer
/// decoder than encoder layers), exported and decoded as the references' generate() does.
/// </summary>
[TestFixture("tiny-random-v3", "v3")]
[TestFixture("tiny-random-en", "en")]
[TestFixture("tiny-random-distil", "multilingual")]
public sealed class RandomCheckpointTests(string name, string vocabulary)
{
    private WorkFolder? _folder;
    private WhisperModel? _model;

    [OneTimeSetUp]
    public void Export()
    {
        _folder = new WorkFolder().Copy($"fixtures/whisper/{name}", "checkpoint").CopyTokenizer(vocabulary, "checkpoint");
        CheckpointExporter.Export(_folder.Combine("checkpoint"), _folder.Combine("model"), ExportOptions.Fp32);
        _model = LoadedParts.Load(_folder.Combine("model"));
    }

    [OneTimeTearDown]
    public void Remove()
    {
        EncodedClips.Forget();
        _model?.Dispose();
        _folder?.Dispose();
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void Decode_WithoutTimestamps_WritesTheReferencesTokens(int call)
    {
        JsonNode golden = Call(call);
        int beams = (int?)golden["arguments"]!["num_beams"] ?? 1;
        IReadOnlyList<DecodedWindow> decoded = Decode(golden, timestamps: false);

        // With beams the reference repeats each clip's best hypothesis as often as there are beams.
        Assert.That(decoded.Select(window => window.Tokens).ToArray(), Is.EqualTo(Written(golden).Where((_, index) => index % beams == 0).ToArray()));
    }

    [Test]
    public void Decode_WithTimestamps_WritesTheReferencesFirstSegments()
    {
        JsonNode golden = Call(2);
        WhisperTokenizer tokenizer = _model!.Tokenizer;
        using (Assert.EnterMultipleScope())
        {
            foreach ((DecodedWindow window, int[] expected) in Decode(golden, timestamps: true).Zip(Written(golden)))
            {
                // The reference goes on with a second window after the last complete segment.
                List<SegmentSplitter.Piece> pieces = SegmentSplitter.Split(tokenizer, window.Tokens, TimeSpan.FromSeconds(30), out _);
                int[] segments = [.. pieces.SelectMany(piece => piece.Tokens)];
                Assert.That(segments, Has.Length.GreaterThanOrEqualTo(3));
                Assert.That(segments, Is.EqualTo(expected.Take(segments.Length)));
            }
        }
    }

    private JsonNode Call(int index) => Shared.Json($"fixtures/whisper/{name}/golden.json")["calls"]![index]!;

    private IEnumerable<int[]> Written(JsonNode call) =>
        call["sequences"]!.AsArray().Select(sequence => References.Written(sequence, _model!.Tokenizer.Special.EndOfText));

    private IReadOnlyList<DecodedWindow> Decode(JsonNode call, bool timestamps)
    {
        JsonNode arguments = call["arguments"]!;
        var decoding = new DecodingOptions
        {
            BeamSize = (int?)arguments["num_beams"] ?? 1,
            MaxTokens = (int)arguments["max_new_tokens"]!,
            NoRepeatNgramSize = (int?)arguments["no_repeat_ngram_size"] ?? 0,
            RepetitionPenalty = (double?)arguments["repetition_penalty"] ?? 1,
        };
        return EncodedClips.Of(_model!, ["en_ls_0001", "en_arctic_0001"]).Decode(new TranscriptionOptions { Timestamps = timestamps, Decoding = decoding }, "en");
    }
}
