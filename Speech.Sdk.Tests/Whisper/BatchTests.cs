using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper.Transcription;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>fixtures/whisper/base/batch.json: four clips of unequal length in three languages, decoded together.</summary>
public sealed class BatchTests
{
    [TestCase("greedy", 1)]
    [TestCase("beam3", 3)]
    public void Decode_FourClipsTogether_WritesTheReferencesTokens(string name, int beams)
    {
        JsonNode golden = Shared.Json("fixtures/whisper/base/batch.json");
        string[] Strings(string list) => [.. golden[list]!.AsArray().Select(item => (string)item!)];
        IReadOnlyList<DecodedWindow> decoded = WhisperBase.Encode(Strings("audio"))
            .Decode(new TranscriptionOptions { Timestamps = false, Decoding = new DecodingOptions { BeamSize = beams } }, Strings("language"));

        Assert.That(decoded.Select(window => window.Tokens), Is.EqualTo(golden[name]!.AsArray().Select(tokens => References.Written(tokens))));
    }
}
