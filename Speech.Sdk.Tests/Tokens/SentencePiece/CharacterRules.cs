using System.Text;

namespace Speech.Sdk.Tests.Tokens.SentencePiece;

/// <summary>Compiles rules for characters into the double array of Darts-clone, every node's children at the first place where they fit.</summary>
internal static class CharacterRules
{
    public static byte[] Compile(params (string From, string To)[] rules)
    {
        List<byte> texts = [];
        Dictionary<string, int> starts = [];
        foreach ((string from, string to) in rules)
        {
            starts[Key(Encoding.UTF8.GetBytes(from))] = texts.Count;
            texts.AddRange(Encoding.UTF8.GetBytes(to));
            texts.Add(0);
        }

        Dictionary<int, uint> units = new() { [0] = 0 };
        HashSet<int> offsets = [0];
        Place("", 0, starts, units, offsets);
        int count = ((units.Keys.Max() | 255) + 1) * 4;

        // An empty unit's label is a byte that never leads to it: label and place differ from every offset's.
        byte[] array = [.. Enumerable.Range(0, count / 4).SelectMany(place => BitConverter.GetBytes(units.GetValueOrDefault(place, 1u << 31)))];
        return [.. BitConverter.GetBytes((uint)array.Length), .. array, .. texts];
    }

    private static string Key(IEnumerable<byte> bytes) => string.Concat(bytes.Select(value => (char)value));

    private static void Place(string node, int place, Dictionary<string, int> starts, Dictionary<int, uint> units, HashSet<int> offsets)
    {
        bool isRule = starts.ContainsKey(node);
        char[] labels = [.. starts.Keys.Where(key => key.Length > node.Length && key.StartsWith(node, StringComparison.Ordinal)).Select(key => key[node.Length]).Distinct()];
        int offset = 1;
        while (offsets.Contains(offset) || labels.Any(label => units.ContainsKey(place ^ offset ^ label)) || (isRule && units.ContainsKey(place ^ offset)))
            offset++;
        offsets.Add(offset);
        uint label = node.Length > 0 ? node[^1] : 0u;
        units[place] = ((uint)offset << 10) | (isRule ? 1u << 8 : 0) | label;
        if (isRule)
            units[place ^ offset] = (1u << 31) | (uint)starts[node];
        foreach (char next in labels)
            units[place ^ offset ^ next] = next;
        foreach (char next in labels)
            Place(node + next, place ^ offset ^ next, starts, units, offsets);
    }
}
