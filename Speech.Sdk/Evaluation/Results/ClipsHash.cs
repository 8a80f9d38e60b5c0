using System.Security.Cryptography;
using System.Text;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>Tells whether two evaluations ask for the same texts of the same clips.</summary>
public static class ClipsHash
{
    /// <summary>SHA-256 over the clips' ids and references in their order, in hexadecimal.</summary>
    public static string Of(IEnumerable<EvaluationClip> clips)
    {
        ArgumentNullException.ThrowIfNull(clips);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (EvaluationClip clip in clips)
            hash.AppendData(Encoding.UTF8.GetBytes($"{clip.Id}\t{clip.Reference}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
