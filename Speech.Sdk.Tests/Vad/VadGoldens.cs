using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Vad;

/// <summary>What silero-vad 6.2.3 itself gives for the reference clips.</summary>
internal static class VadGoldens
{
    private const string Folder = "models/silero-vad";

    private static readonly Dictionary<string, VoiceActivityOptions> Options = new()
    {
        ["default"] = new(),
        ["threshold_0.35_min_silence_500_pad_100"] = new()
        {
            Threshold = 0.35, MinSilence = TimeSpan.FromMilliseconds(500), Pad = TimeSpan.FromMilliseconds(100),
        },
        ["max_speech_8s"] = new() { MaxSpeech = TimeSpan.FromSeconds(8) },
        ["min_speech_1000"] = new() { MinSpeech = TimeSpan.FromSeconds(1) },
    };

    public static IEnumerable<TestCaseData> Cases => GoldenCases.Of($"{Folder}/golden.json", golden => (string)golden["audio"]!);

    public static float[] Probabilities(JsonNode golden) => Shared.Tensors($"{Folder}/golden.safetensors").Floats((string)golden["audio"]!);

    public static AudioSource Audio(JsonNode golden) => AudioSource.FromFile(Shared.Path($"fixtures/whisper/audio/{(string)golden["audio"]!}.flac"));

    /// <summary>Every set of options that the case names, with the regions they give.</summary>
    public static IEnumerable<(string Name, VoiceActivityOptions Options, SampleRange[] Regions)> Regions(JsonNode golden) => golden.AsObject()
        .Where(entry => entry.Key != "audio")
        .Select(entry => (entry.Key, Options[entry.Key],
            entry.Value!.AsArray().Select(region => new SampleRange((long)region!["start"]!, (long)region["end"]!)).ToArray()));
}
