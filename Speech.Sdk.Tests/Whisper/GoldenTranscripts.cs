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
    private readonly Dictionary<string, IReadOnlyDictionary<string, Transcript>> _heard = [];

    public async Task<Transcript> OfAsync(JsonNode golden)
    {
        string wanted = Described(golden);
        if (!_heard.TryGetValue(wanted, out IReadOnlyDictionary<string, Transcript>? transcripts))
        {
            string[] clips = [.. Shared.Json(file)["cases"]!.AsArray().Where(other => Described(other!) == wanted).Select(other => (string)other!["audio"]!)];
            IReadOnlyList<Transcript> heard = await WhisperBase.Recognizer.TranscribeBatchAsync([.. clips.Select(WhisperBase.Audio)], Options(golden));
            _heard[wanted] = transcripts = clips.Zip(heard).ToDictionary(pair => pair.First, pair => pair.Second);
        }

        return transcripts[(string)golden["audio"]!];
    }

    private TranscriptionOptions Options(JsonNode golden) => options(golden["arguments"]!);

    private string Described(JsonNode golden) => JsonSerializer.Serialize(Options(golden));
}
