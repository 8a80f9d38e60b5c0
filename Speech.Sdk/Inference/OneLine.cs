namespace Speech.Sdk.Inference;

/// <summary>The native runtime's messages, whose stack of source locations spans lines.</summary>
internal static class OneLine
{
    public static string Of(Exception error) => string.Join(' ', error.Message.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
