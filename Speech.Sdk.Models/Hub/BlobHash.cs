using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Speech.Sdk.Models.Hub;

/// <summary>Checks a file against the hub's hash of it: SHA-256 where it has 64 digits, else SHA-1 as Git computes it, over a header and the file.</summary>
internal sealed class BlobHash : IDisposable
{
    private readonly IncrementalHash _hash;
    private readonly string _expected;
    private readonly long _size;

    public BlobHash(string expected, long size)
    {
        (_expected, _size) = (expected, size);
#pragma warning disable CA5350 // Git's choice, not ours; it finds damage.
        _hash = IncrementalHash.CreateHash(expected.Length == 64 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        Restart();
    }

    /// <summary>Whether a text is one of the two hashes.</summary>
    public static bool IsKnown(string hash) => hash.Length is 40 or 64 && hash.All(char.IsAsciiHexDigitLower);

    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>Whether what was appended is the file; only once.</summary>
    public bool Matches() => Convert.ToHexStringLower(_hash.GetHashAndReset()) == _expected;

    /// <summary>Forgets what was appended.</summary>
    public void Restart()
    {
        _hash.GetHashAndReset();
        if (_expected.Length != 64)
            _hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {_size}\0")));
    }

    public void Dispose() => _hash.Dispose();
}
