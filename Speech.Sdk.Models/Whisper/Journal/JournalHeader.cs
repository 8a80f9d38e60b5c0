using System.Text.Json;
using System.Text.Json.Nodes;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Models.Whisper.Journal;

/// <summary>A journal's first line: all that its windows' text depends on.</summary>
internal static class JournalHeader
{
    // Counted up when lines change their meaning.
    private const int Version = 2;

    public static JsonObject Of(RecognizerInfo model, TranscriptionOptions options, AudioSource recording)
    {
        JsonObject written = JsonSerializer.SerializeToNode(options with { Progress = null }, JournalJson.Readable.TranscriptionOptions)!.AsObject();
        foreach (string member in new[] { nameof(options.BatchSize), nameof(options.Progress), nameof(options.JournalPath) })
            written.Remove(member);
        return new JsonObject
        {
            ["Journal"] = Version,
            ["Sdk"] = typeof(JournalHeader).Assembly.GetName().Version!.ToString(),
            ["Model"] = model.Model,
            ["Precision"] = model.Precision,
            ["Recording"] = recording.Name,
            ["RecordingSize"] = recording.Size,
            ["Options"] = written,
        };
    }

    /// <summary>What one header says and the other does not.</summary>
    public static IEnumerable<string> Differences(JsonObject journal, JsonObject call, string path = "")
    {
        foreach (string name in journal.Concat(call).Select(member => member.Key).Distinct())
        {
            (JsonNode? then, JsonNode? now) = (journal[name], call[name]);
            if (then is JsonObject thenObject && now is JsonObject nowObject)
            {
                foreach (string difference in Differences(thenObject, nowObject, $"{path}{name}."))
                    yield return difference;
            }
            else if (!JsonNode.DeepEquals(then, now))
            {
                yield return $"{path}{name} was {Text(then)} and is {Text(now)}";
            }
        }

        static string Text(JsonNode? value) => value?.ToJsonString(JournalJson.Readable.Options) ?? "not given";
    }
}
