using System.Globalization;

namespace Speech.Sdk.Tests.Support;

/// <summary>What a <see cref="HubServer"/> was asked.</summary>
internal sealed record HubRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The first and the last byte that are asked for; null: all.</summary>
    public (long First, long? Last)? Range
    {
        get
        {
            if (!Headers.TryGetValue("Range", out string? range))
                return null;
            string[] ends = range["bytes=".Length..].Split('-');
            return (long.Parse(ends[0], CultureInfo.InvariantCulture), ends[1].Length == 0 ? null : long.Parse(ends[1], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Whether it asks for a file's bytes.</summary>
    public bool IsFor(string file) => Method == "GET" && Path.EndsWith("/" + file, StringComparison.Ordinal);

    public bool IsForList => Path.StartsWith("/api/", StringComparison.Ordinal);
}
