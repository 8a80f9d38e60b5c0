using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Generators that several formats share.</summary>
internal static class Arbitrary
{
    // What quoting, trimming, cutting and joining go wrong at.
    private static readonly string[] Awkward =
    [
        "\"", "\"\"", "'", "\\", ",", ";", ":", "|", "/", ".", "-", "-->", "--->", "->", "--", ">", "<", "&", "#", "[", "{", "=", "%", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\f", "\v", "\u0085", "\u2028",
        "\u00A0", "\u3000", "\uFEFF", "\u200D", "\u0301", "e\u0301", "ß", "ﬁ", "東", "가", "\u0600", "🙂", "👨\u200D👩\u200D👧", "𠮷", "\u0001", "\u007F", "\uFFFD", "null", "NaN", "-1", "1e9",
    ];

    // Halves of surrogate pairs are no scalars.
    private static readonly Gen<string> Scalar = Gen.Int[1, 0x10FFFF - 0x800].Select(value => new Rune(value < 0xD800 ? value : value + 0x800).ToString());
    private static readonly Gen<string> Letter = Gen.Int['a', 'z'].Select(letter => ((char)letter).ToString());
    private static readonly Gen<string> Half = Gen.Int[0xD800, 0xDFFF].Select(half => ((char)half).ToString());

    /// <summary>Well-formed texts, those of other scripts, marks and control characters among them.</summary>
    public static Gen<string> Text { get; } = Joined(Gen.OneOf<string>(Letter, Gen.OneOf<string>(Awkward), Scalar));

    /// <summary>Texts with halves of surrogate pairs too.</summary>
    public static Gen<string> BrokenText { get; } = Joined(Gen.OneOf<string>(Letter, Gen.OneOf<string>(Awkward), Scalar, Half));

    /// <summary>Texts without white space, and not empty.</summary>
    public static Gen<string> Word { get; } = Gen.Select(Letter, Text, (letter, text) => letter + string.Concat(text.Where(character => !char.IsWhiteSpace(character))));

    /// <summary>Whole numbers, small ones and those that overflow something.</summary>
    public static Gen<long> Number { get; } = Gen.OneOf<long>(
        Gen.Long[-4, 64],
        Gen.OneOf<long>([127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, 1L << 60, 1L << 61, 1L << 62, long.MaxValue, long.MinValue]));

    /// <summary>Values of JSON of every kind, objects in lists in objects.</summary>
    public static Gen<JsonNode?> Json { get; } = JsonOf(4);

    /// <summary>A text as UTF-8 keeps it, where no half of a surrogate pair can be written.</summary>
    public static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static Gen<string> Joined(Gen<string> parts) => parts.Array[0, 12].Select(string.Concat);

    private static Gen<JsonNode?> JsonOf(int depth)
    {
        Gen<JsonNode?> leaf = Gen.OneOf<JsonNode?>(
            Text.Select(text => (JsonNode?)text), Number.Select(number => (JsonNode?)number), Gen.Double[-1e3, 1e3].Select(number => (JsonNode?)number),
            Gen.OneOf<string>(["null", "true", "false", "1e400", "-0", "0.1", "1e-400", "12345678901234567890123456789", "[]", "{}", "{\"path\":\"a.wav\"}"]).Select(text => JsonNode.Parse(text)));
        return depth == 0 ? leaf : Gen.OneOf<JsonNode?>(
            leaf,
            leaf,
            JsonOf(depth - 1).Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(Text, JsonOf(depth - 1)).Array[0, 3].Select(items => (JsonNode?)new JsonObject(items.DistinctBy(item => item.Item1).Select(item => KeyValuePair.Create(item.Item1, item.Item2?.DeepClone())))));
    }
}
