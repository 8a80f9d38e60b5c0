using System.Text.Json.Nodes;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>fixtures/whisper/foreign-onnx-optimum: a random checkpoint as optimum exports it, in every layout that hubs hold.</summary>
[TestFixture("", "decoder_model.onnx", "decoder_with_past_model.onnx")]
[TestFixture("", "decoder_model_merged.onnx")]
[TestFixture("onnx", "decoder_model_merged.onnx")]
public sealed class OptimumTests(string subfolder, params string[] decoders)
{
    private const string Source = "fixtures/whisper/foreign-onnx-optimum";
    private static readonly string[] Clips = ["en_ls_0001", "en_arctic_0001"];
    private WorkFolder? _folder;
    private WhisperModel? _model;

    private string ModelFolder => _folder!.Combine("model");

    [OneTimeSetUp]
    public void Assemble()
    {
        _folder = new WorkFolder().CopyTokenizer("multilingual", "model")
            .Copy(Source, "model", "config.json", "generation_config.json", "preprocessor_config.json")
            .Copy(Source, Path.Combine("model", subfolder), ["encoder_model.onnx", .. decoders]);
        _model = LoadedParts.Load(ModelFolder);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        EncodedClips.Forget();
        _model?.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public async Task TranscribeBatch_TwoClips_WritesTheReferencesTokens()
    {
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(ModelFolder);
        IReadOnlyList<Transcript> transcripts = await recognizer.TranscribeBatchAsync([.. Clips.Select(WhisperBase.Audio)], Options(beams: 1));

        JsonArray sequences = Shared.Json($"{Source}/golden.json")["sequences"]!.AsArray();
        Assert.That(transcripts.Select(transcript => transcript.Segments.Single().Tokens), Is.EqualTo(sequences.Select(sequence => sequence.Ints())));
    }

    [Test]
    public async Task Transcribe_FittedWindows_AreAnError()
    {
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(ModelFolder);
        await Assert.ThatAsync(
            () => recognizer.TranscribeAsync(WhisperBase.Audio(Clips[0]), Options(beams: 1) with { Window = EncoderWindow.Fitted }),
            Throws.TypeOf<InvalidOptionException>().With.Message.Contains("takes full windows only"));
    }

    [Test]
    public void Decode_BeamsOfTwoClips_EqualsEachAloneAndIsNoWorseThanGreedy()
    {
        IReadOnlyList<DecodedWindow> greedy = EncodedClips.Of(_model!, Clips).Decode(Options(beams: 1), "en");
        IReadOnlyList<DecodedWindow> together = EncodedClips.Of(_model!, Clips).Decode(Options(beams: 3), "en", "de");
        IReadOnlyList<DecodedWindow> beams = EncodedClips.Of(_model!, Clips).Decode(Options(beams: 3), "en");
        DecodedWindow[] alone = [.. Clips.Zip((string[])["en", "de"], (clip, language) => EncodedClips.Of(_model!, [clip]).Decode(Options(beams: 3), language)[0])];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(together.Select(window => window.Tokens), Is.EqualTo(alone.Select(window => window.Tokens)));
            foreach ((DecodedWindow beam, DecodedWindow single) in beams.Zip(greedy))
                Assert.That(beam.AverageLogProbability, Is.GreaterThanOrEqualTo(single.AverageLogProbability - 1e-5));
        }
    }

    [Test]
    public void Start_PromptsOfUnequalLength_ScoresEachAsAlone()
    {
        int[][] prompts = [[50258, 50259, 50359, 50363], [50361, 7751, 440, 50258, 50259, 50359, 50363]];
        float[][] together = Scores(Clips, prompts);
        for (int clip = 0; clip < Clips.Length; clip++)
            Assert.That(together[clip], Is.EqualTo(Scores([Clips[clip]], [prompts[clip]])[0]).Within(1e-5), Clips[clip]);
    }

    private float[][] Scores(string[] clips, int[][] prompts)
    {
        using IWhisperDecoderState state = EncodedClips.Of(_model!, clips).Start(prompts, rowsPerWindow: 1);
        return [.. clips.Select((_, row) => state.Logits(row).ToArray())];
    }

    // Nobody would believe what random weights write.
    private static TranscriptionOptions Options(int beams) => new()
    {
        Language = "en", Timestamps = false, Decoding = new DecodingOptions { BeamSize = beams, MaxTokens = 20 },
        Fallback = new FallbackOptions { Temperatures = [0] }, DropRepetitions = false,
    };
}
