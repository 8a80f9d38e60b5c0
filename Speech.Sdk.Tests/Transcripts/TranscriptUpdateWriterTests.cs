using System.Text.Json.Nodes;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Transcripts;

public sealed class TranscriptUpdateWriterTests
{
    [Test]
    public void Write_Pauses_AreThereWhereTheModelTellsThem()
    {
        TranscriptUpdate update = new() { Heard = TimeSpan.FromSeconds(1.5) };
        Assert.That(Written(update).AsObject().ContainsKey("pauses"), Is.False);
        JsonArray pauses = Written(update with { Pauses = [new(TimeSpan.FromSeconds(0.5), 0.25), new(TimeSpan.FromSeconds(2), 1 / 3.0)] })["pauses"]!.AsArray();
        Assert.That(pauses.Select(pause => ((double)pause!["horizon"]!, (double)pause["probability"]!)), Is.EqualTo(new[] { (0.5, 0.25), (2.0, 0.3333) }));
    }

    private static JsonNode Written(TranscriptUpdate update)
    {
        using StringWriter output = new();
        TranscriptUpdateWriter.Write(output, update, "file.wav");
        return JsonNode.Parse(output.ToString())!;
    }
}
