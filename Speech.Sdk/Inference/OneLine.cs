using System.Text.RegularExpressions;

namespace Speech.Sdk.Inference;

/// <summary>What the native runtime says, without the lines, source locations and codes around it.</summary>
internal static partial class OneLine
{
    public static string Of(Exception error)
    {
        string line = string.Join(' ', error.Message.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        string said = Preamble().Replace(line, "");
        return said.Length == 0 || said.EndsWith('.') ? said : said + ".";
    }

    [GeneratedRegex(@"^(\[ErrorCode:\w+\]\s*)?(.*\[ONNXRuntimeError\] : \d+ : \w+ : )?")]
    private static partial Regex Preamble();
}
