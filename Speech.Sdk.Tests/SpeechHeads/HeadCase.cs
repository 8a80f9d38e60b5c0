using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Ctc;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.SpeechHeads;

/// <summary>A checkpoint of the shared folder with a head other than CTC, exported, and transformers' outputs for its clips, each alone.</summary>
internal sealed class HeadCase : IDisposable
{
    /// <summary>Tighter than the reference outputs ask for, which is what their own rounding explains.</summary>
    public const double Tolerance = 1e-4;

    private readonly ExportedModel _model;
    private readonly GoldenTensors _tensors;

    public HeadCase(string name, ExportOptions? options = null)
    {
        Checkpoint = $"fixtures/ctc/{name}";
        _model = new ExportedModel(Checkpoint, options);
        _tensors = Shared.Tensors($"{Checkpoint}/golden.safetensors");
        Json = Shared.Json($"{Checkpoint}/golden.json");
        Clips = [.. Json["audio"]!.AsArray().Select(clip => CtcAudio.Samples(((string)clip!)[^1] - '0'))];
    }

    public static RecognizerOptions Cpu { get; } = new() { ExecutionProvider = ExecutionProvider.Cpu, Threads = 1 };

    public string Checkpoint { get; }

    public string Folder => _model.Folder;

    public JsonNode Json { get; }

    public IReadOnlyList<float[]> Clips { get; }

    public AudioSource[] Sources => [.. Clips.Select(clip => AudioSource.FromSamples(clip, 16_000))];

    public float[] Alone(int clip, string output) => _tensors.Floats($"alone{clip}_{output}");

    public void Dispose() => _model.Dispose();
}
