using System.Text.Json;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Tokens;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>
/// A whole model folder made here, with random weights, a hand-made vocabulary and windows of one second unless said: what it writes is
/// nonsense, but all of the way from samples to a transcript is walked, in a clone alone and in no time.
/// </summary>
internal sealed class TinyModel : IDisposable
{
    private readonly WorkFolder _work = new();

    public TinyModel(int seed = 17, int windowSeconds = 1)
    {
        string checkpoint = Checkpoint;
        int timeTokens = 1501;
        new TinyWhisper { Seed = seed, SourcePositions = 50 * windowSeconds, Vocabulary = TinyVocabulary.Entries.Count + TinyVocabulary.Added.Count + timeTokens }.Write(checkpoint);
        void Write(string file, string text) => File.WriteAllText(Path.Combine(checkpoint, file), text);
        Write("vocab.json", JsonSerializer.Serialize(TinyVocabulary.Entries));
        Write("merges.txt", string.Join("\n", TinyVocabulary.Merges.Prepend("#version: 0.2")));
        Write("added_tokens.json", JsonSerializer.Serialize(TinyVocabulary.Added));
        Write("preprocessor_config.json", JsonSerializer.Serialize(new { feature_size = TinyWhisper.Mels, chunk_length = windowSeconds }));
        CheckpointExporter.Export(checkpoint, Folder, ExportOptions.Fp32);
    }

    /// <summary>Every sound is taken for speech and every text believed, since the model's are nonsense.</summary>
    public static TranscriptionOptions Anything { get; } = new()
    {
        VoiceActivity = VoiceActivityOptions.Off, DropRepetitions = false,
        Fallback = new FallbackOptions { Temperatures = [0], CompressionRatio = null, AverageLogProbability = null, NoSpeechProbability = null },
    };

    public string Folder => _work.Combine("tiny");

    /// <summary>What the folder was exported from.</summary>
    public string Checkpoint => _work.Combine("checkpoint");

    public Task<ISpeechRecognizer> LoadAsync(string? draft = null) =>
        SpeechRecognizer.LoadAsync(Folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1, DraftModel = draft });

    /// <summary>A rising tone with some noise.</summary>
    public static AudioSource Tone(double seconds)
    {
        var random = new Random(5);
        return AudioSource.FromSamples(
            Enumerable.Range(0, (int)(16_000 * seconds)).Select(i => (float)((0.4 * Math.Sin(i * (0.02 + (i * 1e-6)))) + (0.05 * random.NextDouble()))).ToArray(), 16_000);
    }

    public static AudioSource Silence(double seconds) => AudioSource.FromSamples(new float[(int)(16_000 * seconds)], 16_000);

    public void Dispose() => _work.Dispose();
}
