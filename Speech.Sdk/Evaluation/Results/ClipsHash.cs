using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>Tells whether two evaluations ask for the same texts of the same clips.</summary>
public static class ClipsHash
{
    /// <summary>SHA-256 over what makes the clips' texts and scores, in their order, in hexadecimal: id, language, part of the recording, length, reference.</summary>
    public static string Of(IEnumerable<EvaluationClip> clips)
    {
        ArgumentNullException.ThrowIfNull(clips);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (EvaluationClip clip in clips)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{clip.Id}\t{clip.Language}\t{clip.Range?.Start.Ticks}\t{clip.Range?.End?.Ticks}\t{clip.Duration?.Ticks}\t{clip.Reference}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
