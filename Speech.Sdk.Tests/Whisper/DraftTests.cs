using System.Text.Json;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper.Drafting;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>A draft model changes how often the decoder runs, and nothing else.</summary>
public sealed class DraftTests
{
    private const int Rate = 16_000;
    private const int MostSeconds = 12;

    private static readonly string[] Clips = ["en_ls_0000", "en_lj_0004", "en_fleurs_003", "en_tel_osr"];

    // Tones: nothing that voice activity detection would let through.
    private static readonly TranscriptionOptions NoSpeech = new() { LongForm = LongForm.Sequential };

    private static readonly TranscriptionOptions English = new() { Language = "en" };

    // All clips in one batch, so that windows lie in every slot.
    private static readonly Lazy<Task<IReadOnlyList<Transcript>>> Undrafted = new(() => TranscribeAsync(WhisperBase.Recognizer, Clips));

    [Test]
    public async Task Transcribe_EmbeddedModelDraftsForFp32_SameTextInFewerRuns()
    {
        (IReadOnlyList<Transcript> with, IReadOnlyList<Transcript> without) = await BothAsync(Repository.Path("models/whisper-base"));

        Assert.That(Runs(with), Is.LessThan(Runs(without) / 3));
        Assert.That(with.Sum(transcript => transcript.Diagnostics.AcceptedTokens), Is.GreaterThan(0.8 * with.Sum(transcript => transcript.Diagnostics.DraftedTokens)));
    }

    [Test]
    public async Task Transcribe_ModelDraftsForItself_AcceptsEverything()
    {
        (IReadOnlyList<Transcript> with, IReadOnlyList<Transcript> without) = await BothAsync(WhisperBase.Folder);

        Assert.That(Runs(with), Is.LessThan(Runs(without) / 4));
        Assert.That(with.Select(transcript => transcript.Diagnostics.AcceptedTokens), Is.EqualTo(with.Select(transcript => transcript.Diagnostics.DraftedTokens)));
    }

    [Test]
    public async Task Transcribe_DraftOfRandomWeightsAndOtherMels_SameText()
    {
        using WorkFolder folder = new WorkFolder().CopyTokenizer("multilingual", "checkpoint");
        new TinyWhisper { Vocabulary = 51865, SourcePositions = 1500, TargetPositions = 448 }.Write(folder.Combine("checkpoint"));
        File.WriteAllText(folder.Combine("checkpoint/preprocessor_config.json"), JsonSerializer.Serialize(new { feature_size = TinyWhisper.Mels }));
        CheckpointExporter.Export(folder.Combine("checkpoint"), folder.Combine("nonsense"), ExportOptions.Fp32);

        // Nearly every token costs a run of its own, with all that was drafted in vain: few tokens show as much as many.
        (IReadOnlyList<Transcript> with, IReadOnlyList<Transcript> without) = await BothAsync(folder.Combine("nonsense"), ["en_lj_0004", "en_fleurs_003"]);

        Assert.That(Runs(with), Is.LessThanOrEqualTo(Runs(without)));
        Assert.That(with.Sum(transcript => transcript.Diagnostics.AcceptedTokens), Is.LessThan(0.1 * with.Sum(transcript => transcript.Diagnostics.DraftedTokens)));
    }

    [TestCase(17, TestName = "Transcribe_TinyModelDraftsForItself_SameTranscript")]
    [TestCase(18, TestName = "Transcribe_OtherTinyModelDrafts_SameTranscript")]
    public async Task Transcribe_TinyModels(int seed)
    {
        using var main = new TinyModel();
        using var draft = new TinyModel(seed);
        using ISpeechRecognizer without = await main.LoadAsync();
        using ISpeechRecognizer with = await main.LoadAsync(draft.Folder);
        foreach (TranscriptionOptions options in (TranscriptionOptions[])[NoSpeech, NoSpeech with { Timestamps = false, BatchSize = 2 }])
        {
            AudioSource[] audios = [TinyModel.Tone(2.2), TinyModel.Tone(0.4), TinyModel.Tone(3.1)];
            IReadOnlyList<Transcript> drafted = await with.TranscribeBatchAsync(audios, options);
            foreach ((Transcript found, Transcript expected) in drafted.Zip(await without.TranscribeBatchAsync(audios, options)))
                TranscriptChecks.AssertSame(found, expected);
            Assert.That(drafted.Sum(transcript => transcript.Diagnostics.DraftedTokens), Is.Positive);
        }
    }

    [Test]
    public async Task Transcribe_Beams_LeaveTheDraftAlone()
    {
        using var main = new TinyModel();
        using ISpeechRecognizer recognizer = await main.LoadAsync(main.Folder);
        Transcript transcript = await recognizer.TranscribeAsync(TinyModel.Tone(1), NoSpeech with { Decoding = new() { BeamSize = 2 } });
        Assert.That(transcript.Diagnostics.DecoderSteps, Is.Positive);
        Assert.That(transcript.Diagnostics.DraftedTokens, Is.Zero);
    }

    [Test]
    public void Load_DraftOfAnotherVocabulary_SaysSo()
    {
        using var draft = new TinyModel();
        Assert.That(
            async () => await SpeechRecognizer.LoadAsync(Repository.Path("models/whisper-base"), new RecognizerOptions { DraftModel = draft.Folder }),
            Throws.TypeOf<ModelFolderException>().With.Message.Contains("DraftModel tiny cannot draft for whisper-base").And.Message.Contains("tokens where"));
    }

    [TestCase("no-such-model", typeof(ModelFolderException), "neither a model's name, nor a folder, nor a repository")]
    [TestCase(" ", typeof(InvalidOptionException), "DraftModel is blank")]
    public void Load_DraftThatIsNone_SaysSo(string draft, Type error, string message) => Assert.That(
        async () => await SpeechRecognizer.LoadAsync(Repository.Path("models/whisper-base"), new RecognizerOptions { DraftModel = draft }),
        Throws.TypeOf(error).With.Message.Contains(message));

    [Test]
    public void CheckFolders_OptimumLayoutOnEitherSide_SaysSo()
    {
        ModelFolder ours = ModelFolder.Open(Repository.Path("models/whisper-base"), "ours");
        ModelFolder theirs = new("theirs", "theirs", Manifest: null);
        foreach ((ModelFolder main, ModelFolder draft) in ((ModelFolder, ModelFolder)[])[(ours, theirs), (theirs, ours)])
            Assert.That(() => DraftFit.CheckFolders(main, draft), Throws.TypeOf<ModelFolderException>().With.Message.StartsWith("theirs holds graphs of optimum's layout"));
    }

    private static async Task<(IReadOnlyList<Transcript> With, IReadOnlyList<Transcript> Without)> BothAsync(string draft, string[]? some = null)
    {
        string[] clips = some ?? Clips;
        IReadOnlyList<Transcript> undrafted = await Undrafted.Value, without = [.. clips.Select(clip => undrafted[Array.IndexOf(Clips, clip)])];
        using ISpeechRecognizer recognizer = await SpeechRecognizer.LoadAsync(
            WhisperBase.Folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, DraftModel = draft });
        IReadOnlyList<Transcript> with = await TranscribeAsync(recognizer, clips);
        foreach ((Transcript found, Transcript expected) in with.Zip(without))
            TranscriptChecks.AssertSame(found, expected);
        TestContext.Out.WriteLine($"{Runs(without)} runs without a draft, {Runs(with)} with it; {with.Sum(t => t.Diagnostics.AcceptedTokens)} of {with.Sum(t => t.Diagnostics.DraftedTokens)} drafted tokens written");
        return (with, without);
    }

    private static Task<IReadOnlyList<Transcript>> TranscribeAsync(ISpeechRecognizer recognizer, string[] clips) =>
        recognizer.TranscribeBatchAsync([.. clips.Select(Beginning)], English);

    private static AudioSource Beginning(string clip)
    {
        float[] samples = WhisperBase.Samples(clip);
        return AudioSource.FromSamples(samples.AsMemory(0, Math.Min(samples.Length, MostSeconds * Rate)), Rate);
    }

    private static int Runs(IReadOnlyList<Transcript> transcripts) => transcripts.Sum(transcript => transcript.Diagnostics.DecoderSteps);
}
