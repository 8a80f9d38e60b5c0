using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>The real base checkpoint in fp32, loaded once a test run.</summary>
[SetUpFixture]
internal sealed class WhisperBase
{
    private static readonly Lazy<WhisperModel> Parts = new(() => LoadedParts.Load(Fp32Export.Folder));
    private static readonly Lazy<ISpeechRecognizer> Loaded =
        new(() => SpeechRecognizer.LoadAsync(Fp32Export.Folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu }).GetAwaiter().GetResult());

    public static WhisperModel Model => Present(Parts);

    /// <summary>Where it lies.</summary>
    public static string Folder => Fp32Export.Folder;

    /// <summary>The same as a user loads it.</summary>
    public static ISpeechRecognizer Recognizer => Present(Loaded);

    /// <summary>Clips of fixtures/whisper/audio.</summary>
    public static EncodedClips Encode(params IReadOnlyList<string> clips) => EncodedClips.Of(Model, clips);

    public static AudioSource Audio(string clip) => AudioSource.FromFile(Shared.Path($"fixtures/whisper/audio/{clip}.flac"));

    public static float[] Samples(string clip) => Audio(clip).ReadAll(16_000);

    [OneTimeTearDown]
    public void Remove()
    {
        EncodedClips.Forget();
        if (Parts.IsValueCreated)
            Parts.Value.Dispose();
        if (Loaded.IsValueCreated)
            Loaded.Value.Dispose();
    }

    private static T Present<T>(Lazy<T> value)
    {
        Shared.Path("models/whisper-base");
        return value.Value;
    }
}
