using System.Collections;
using System.Globalization;
using System.Text;

namespace Speech.Sdk.Evaluation.Normalization.Characters;

/// <summary>
/// Decompositions, compositions and combining classes of Unicode 15.0, read once from the assembly. .NET has them too, but leaves every text as
/// it is where InvariantGlobalization is set, and takes them from the system's ICU, of whatever version, where it is not.
/// </summary>
internal sealed class UnicodeData
{
    private const string Resource = "decompositions.txt";
    private static readonly Lazy<UnicodeData> Loaded = new(() => new UnicodeData());

    private readonly Dictionary<int, (int[] Parts, bool IsCanonical)> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _composites = [];
    private readonly Dictionary<int, byte> _classes = [];

    private UnicodeData()
    {
        using Stream stream = typeof(UnicodeData).Assembly.GetManifestResourceStream(Resource)!;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                Read(line);
        }
    }

    public static UnicodeData Instance => Loaded.Value;

    /// <summary>The canonical combining class; 0 for what begins a character.</summary>
    public int ClassOf(int codePoint) => _classes.GetValueOrDefault(codePoint);

    /// <summary>One step of a decomposition; false where the code point stands for itself.</summary>
    public bool TryDecompose(int codePoint, bool compatibility, out ReadOnlySpan<int> parts)
    {
        bool found = _decompositions.TryGetValue(codePoint, out (int[] Parts, bool IsCanonical) entry) && (entry.IsCanonical || compatibility);
        parts = found ? entry.Parts : [];
        return found;
    }

    /// <summary>The code point that two make together.</summary>
    public bool TryCompose(int first, int second, out int composite) => _composites.TryGetValue((first, second), out composite);

    /// <summary>
    /// Marks what a form may change, or join to what is before it: everything else stays as it is and begins a new character.
    /// Code points beyond the last one stay as they are.
    /// </summary>
    public BitArray Unstable(NormalizationForm form)
    {
        bool compatibility = form is NormalizationForm.FormKC or NormalizationForm.FormKD;
        bool composes = form is NormalizationForm.FormC or NormalizationForm.FormKC;
        BitArray unstable = new(Math.Max(_decompositions.Keys.Max(), _classes.Keys.Max()) + 1);
        HashSet<int> recomposed = composes ? [.. _composites.Values] : [];
        foreach (int codePoint in _decompositions.Keys)
            unstable[codePoint] = Changes(codePoint);
        foreach (int codePoint in _classes.Keys)
            unstable[codePoint] = true;
        foreach ((int _, int second) in _composites.Keys)
            unstable[second] |= composes;
        (int First, int Last) hangul = composes ? (Hangul.VowelBase, Hangul.TrailBase + Hangul.TrailCount - 1) : (Hangul.SyllableBase, Hangul.LastSyllable);
        for (int codePoint = hangul.First; codePoint <= hangul.Last; codePoint++)
            unstable[codePoint] = true;
        return unstable;

        bool Changes(int codePoint) =>
            TryDecompose(codePoint, compatibility, out ReadOnlySpan<int> parts) && (!recomposed.Contains(codePoint) || parts.ToArray().Any(Changes));
    }

    /// <summary>One line of the resource, whose head describes them.</summary>
    private void Read(string line)
    {
        int sign = line.AsSpan().IndexOfAny("=!~:");
        string[] range = line[..sign].Split('-');
        int first = Hex(range[0]), last = Hex(range[^1]);
        if (line[sign] == ':')
        {
            for (int codePoint = first; codePoint <= last; codePoint++)
                _classes.Add(codePoint, byte.Parse(line.AsSpan(sign + 1), CultureInfo.InvariantCulture));
            return;
        }

        int[] parts = [.. line[(sign + 1)..].Split(' ').Select(Hex)];
        for (int codePoint = first; codePoint <= last; codePoint++)
            _decompositions.Add(codePoint, (first == last ? parts : [parts[0] + codePoint - first], line[sign] != '~'));
        if (line[sign] == '=')
            _composites.Add((parts[0], parts[1]), first);
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
