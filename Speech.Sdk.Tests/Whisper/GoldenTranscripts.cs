using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>
/// The recordings of a golden file as the base model hears them: those that are asked for with equal options in one call, once.
/// Elsewhere it is shown that a recording's company changes nothing (<see cref="BatchedTests"/>, <see cref="RecognizerTests"/>).
/// </summary>
internal sealed class GoldenTranscripts(string file, Func<JsonNode, TranscriptionOptions> options)
{
    // Cases may run side by side.
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, Transcript>>>> _heard = [];

    public async Task<Transcript> OfAsync(JsonNode golden) =>
        (await _heard.GetOrAdd(Described(golden), wanted => new(() => HearAsync(wanted, Options(golden)))).Value)[(string)golden["audio"]!];

    private async Task<IReadOnlyDictionary<string, Transcript>> HearAsync(string wanted, TranscriptionOptions asked)
    {
        string[] clips = [.. Shared.Json(file)["cases"]!.AsArray().Where(other => Described(other!) == wanted).Select(other => (string)other!["audio"]!)];
        IReadOnlyList<Transcript> heard = await WhisperBase.Recognizer.TranscribeBatchAsync([.. clips.Select(WhisperBase.Audio)], asked);
        return clips.Zip(heard).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private TranscriptionOptions Options(JsonNode golden) => options(golden["arguments"]!);

    private string Described(JsonNode golden) => JsonSerializer.Serialize(Options(golden));
}
