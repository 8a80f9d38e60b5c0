using System.Text;
using System.Text.Json;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The normalizer and the pre-tokenizer of a tokenizer.json, as far as SentencePiece models have them.</summary>
internal static class JsonNormalizers
{
    private const string SeveralSpaces = " {2,}";

    public static NormalizerChain Read(JsonElement root)
    {
        Func<string, string>[] steps = [.. root.Part("normalizer").Steps("normalizers").Select(Step)];
        JsonElement[] before = [.. root.Part("pre_tokenizer").Steps("pretokenizers")];
        if (before.Length > 1 || (before.Length == 1 && before[0].Text("type") != "Metaspace"))
            throw new NotSupportedException($"its pre_tokenizer is {string.Join(", ", before.Select(step => step.Text("type")))}, expected Metaspace or none");
        return before.Length == 0 ? new NormalizerChain(steps, null) : new NormalizerChain(steps, ReadMetaspace(before[0]));
    }

    private static Metaspace ReadMetaspace(JsonElement step)
    {
        CheckSymbol(step);
        string scheme = step.Text("prepend_scheme") ?? (step.Flag("add_prefix_space", otherwise: true) ? "always" : "never");
        return new Metaspace(
            scheme switch
            {
                "always" => SpaceBefore.Every,
                "first" => SpaceBefore.First,
                "never" => SpaceBefore.None,
                _ => throw new FormatException($"its prepend_scheme is '{scheme}'"),
            },
            step.Flag("split", otherwise: true));
    }

    /// <summary>Spaces can be written as ▁ alone.</summary>
    public static void CheckSymbol(JsonElement metaspace)
    {
        if (metaspace.Text("replacement") is { } symbol && symbol != Piece.SpaceSymbol)
            throw new NotSupportedException($"it writes spaces as '{symbol}', expected '{Piece.SpaceSymbol}'");
    }

    private static Func<string, string> Step(JsonElement step) => step.Text("type") switch
    {
        "Prepend" when step.Text("prepend") is { } prefix => text => text.Length == 0 ? text : prefix + text,
        "Replace" => Replace(step),
        "Precompiled" => Precompiled(step),
        "NFC" => Unicode(NormalizationForm.FormC),
        "NFD" => Unicode(NormalizationForm.FormD),
        "NFKC" => Unicode(NormalizationForm.FormKC),
        "NFKD" => Unicode(NormalizationForm.FormKD),
        "Strip" => Strip(step.Flag("strip_left", otherwise: true), step.Flag("strip_right", otherwise: true)),
        var type => throw new NotSupportedException($"its normalizer has the step {type}"),
    };

    private static Func<string, string> Strip(bool left, bool right) => text =>
    {
        string rest = left ? text.TrimStart() : text;
        return right ? rest.TrimEnd() : rest;
    };

    private static Func<string, string> Replace(JsonElement step)
    {
        string content = step.Text("content") ?? "";
        JsonElement pattern = step.Part("pattern") ?? throw new FormatException("a Replace has no pattern");
        if (pattern.Text("String") is { Length: > 0 } plain)
            return text => text.Replace(plain, content, StringComparison.Ordinal);
        if (pattern.Text("Regex") == SeveralSpaces)
            return text => ReplaceSpaces(text, content);
        throw new NotSupportedException($"its normalizer replaces by the pattern {pattern}, expected a text or the expression '{SeveralSpaces}'");
    }

    private static string ReplaceSpaces(string text, string content)
    {
        StringBuilder replaced = new();
        for (int i = 0; i < text.Length;)
        {
            int spaces = text.AsSpan(i).IndexOfAnyExcept(' ') is >= 0 and var found ? found : text.Length - i;
            if (spaces >= 2)
                replaced.Append(content);
            else
                replaced.Append(text[i]);
            i += Math.Max(spaces >= 2 ? spaces : 1, 1);
        }

        return replaced.ToString();
    }

    private static Func<string, string> Precompiled(JsonElement step)
    {
        byte[] rules = Convert.FromBase64String(step.Text("precompiled_charsmap") ?? "");
        return CharacterMap.Read(rules) is { } characters ? text => Rewrite(characters, text) : text => text;
    }

    private static string Rewrite(CharacterMap characters, string text)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        List<byte> rewritten = [];
        while (!rest.IsEmpty)
        {
            int length = characters.LongestPrefix(rest, out ReadOnlySpan<byte> part);
            if (length == 0)
            {
                length = PieceVocabulary.CharacterLength(rest);
                part = rest[..length];
            }

            rewritten.AddRange(part);
            rest = rest[length..];
        }

        return Encoding.UTF8.GetString([.. rewritten]);
    }

    private static Func<string, string> Unicode(NormalizationForm form)
    {
        // A process without Unicode data leaves every text as it is, and would say nothing.
        if ("é".Normalize(NormalizationForm.FormD).Length != 2)
            throw new NotSupportedException("it normalises Unicode, and this process has no data for that (InvariantGlobalization)");
        return text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(form);
    }
}
