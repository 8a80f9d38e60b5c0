using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Features;

/// <summary>The 16 kHz clips that reference features were made of.</summary>
internal static class FixtureSpeech
{
    /// <summary>Samples of a FLAC file of the shared folder.</summary>
    public static float[] Read(string relative) => AudioSource.FromFile(Shared.Path(relative)).ReadAll(16_000);
}
