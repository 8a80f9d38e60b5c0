using System.Text.Json.Nodes;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>Reads what references wrote into what this SDK reports.</summary>
internal static class References
{
    public const int EndOfText = 50257;
    private const int StartOfTranscript = 50258;
    private const int PromptLength = 4;

    /// <summary>Text and time tokens of what transformers returned: without the prompt, where it stands there, end of text and padding.</summary>
    public static int[] Written(JsonNode? tokens, int endOfText = EndOfText)
    {
        int[] ids = tokens.Ints();
        return [.. ids.Skip(ids[0] == StartOfTranscript ? PromptLength : 0).Where(id => id != endOfText)];
    }
}
