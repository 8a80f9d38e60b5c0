using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>The real base checkpoint in fp32, exported once a test run, and single windows decoded with it.</summary>
[SetUpFixture]
internal sealed class WhisperBase
{
    private static readonly Lazy<string> Exported = new(Export);
    private static readonly Lazy<WhisperModel> Loaded = new(Load);

    public static WhisperModel Model
    {
        get
        {
            Shared.Path("models/whisper-base");
            return Loaded.Value;
        }
    }

    public static string Folder
    {
        get
        {
            Shared.Path("models/whisper-base");
            return Exported.Value;
        }
    }

    /// <summary>Decodes clips of fixtures/whisper/audio as one batch, a window each.</summary>
    public static IReadOnlyList<DecodedWindow> Decode(IReadOnlyList<string> clips, IReadOnlyList<string> languages, TranscriptionOptions options)
    {
        var plan = new TranscriptionPlan(Model, options);
        using var call = new InferenceCall(CancellationToken.None);
        using IEncodedWindows windows = Model.Graphs.CreateWindows(clips.Count, Model.Config.WindowFrames);
        for (int index = 0; index < clips.Count; index++)
        {
            Model.Features.Compute(Samples(clips[index]), Model.Features.WindowSamples, windows.Mel);
            windows.Encode(call, index);
        }

        WindowPrompt[] prompts = [.. languages.Select(language => plan.PromptFor(Model.Tokenizer.Languages.Find(language), firstWindow: true))];
        return plan.Decoder.Run(call, windows, prompts);
    }

    public static DecodedWindow Decode(string clip, string language, TranscriptionOptions options) => Decode([clip], [language], options)[0];

    public static float[] Samples(string clip) => AudioSource.FromFile(ClipPath(clip)).ReadAll(16_000, CancellationToken.None);

    public static string ClipPath(string clip) => Shared.Path($"fixtures/whisper/audio/{clip}.flac");

    [OneTimeTearDown]
    public void Remove()
    {
        if (Loaded.IsValueCreated)
            Loaded.Value.Graphs.Dispose();
        if (Exported.IsValueCreated)
            Directory.Delete(Path.GetDirectoryName(Exported.Value)!, recursive: true);
    }

    private static string Export()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("speech-sdk-tests-").FullName, "whisper-base-fp32");
        CheckpointExporter.Export(Shared.Path("models/whisper-base"), folder, ExportOptions.Fp32);
        return folder;
    }

    private static WhisperModel Load()
    {
        ModelFolder folder = ModelFolder.Open(Exported.Value, "whisper-base-fp32");
        WhisperConfig config = WhisperConfig.Read(folder);
        return new WhisperModel(
            folder.Name,
            config,
            WhisperGraphs.Load(folder, config, ExecutionProvider.Cpu, threads: 0),
            WhisperTokenizer.Load(folder.Path),
            new WhisperFeatures(WhisperFeatureOptions.Load(folder.PathOf(WhisperFeatureOptions.FileName))));
    }
}
