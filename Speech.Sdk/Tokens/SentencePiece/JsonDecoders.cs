using System.Text.Json;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The decoder of a tokenizer.json, as far as SentencePiece models have one: it says what becomes of a text's leading space.</summary>
internal static class JsonDecoders
{
    public static LeadingSpaces Read(JsonElement root)
    {
        LeadingSpaces leading = LeadingSpaces.Kept;
        JsonElement[] steps = [.. root.Part("decoder").Steps("decoders")];
        if (steps.Length == 0)
            throw new NotSupportedException("it has no decoder");
        foreach (JsonElement step in steps)
        {
            switch (step.Text("type"))
            {
                case "ByteFallback" or "Fuse":
                    break;
                case "Replace" when step.Text("content") == " " && step.Part("pattern")?.Text("String") == Piece.SpaceSymbol:
                    break;
                case "Strip" when step.Text("content") == " " && step.Count("start") is 0 or 1 && step.Count("stop") == 0:
                    leading = step.Count("start") == 1 ? LeadingSpaces.OneRemoved : leading;
                    break;
                case "Metaspace":
                    JsonNormalizers.CheckSymbol(step);
                    bool keeps = step.Text("prepend_scheme") == "never" || !step.Flag("add_prefix_space", otherwise: true);
                    leading = keeps ? leading : LeadingSpaces.OneRemoved;
                    break;
                default:
                    throw new NotSupportedException($"its decoder has the step {step}");
            }
        }

        return leading;
    }
}
