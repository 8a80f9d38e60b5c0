using Speech.Sdk.Audio;

namespace Speech.Sdk;

/// <summary>The recordings of a call.</summary>
internal static class RecordingList
{
    /// <exception cref="ArgumentNullException">There is no list, or one of its recordings is null.</exception>
    public static void Require(IReadOnlyList<AudioSource> audios)
    {
        ArgumentNullException.ThrowIfNull(audios);
        if (audios.Contains(null!))
            throw new ArgumentNullException(nameof(audios), "One of the recordings is null.");
    }
}
