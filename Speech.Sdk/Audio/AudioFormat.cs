namespace Speech.Sdk.Audio;

/// <summary>What a recording is stored as, before it is mixed to mono and resampled.</summary>
/// <param name="Codec">The encoding in the field's own words, such as "WAV PCM s16", "FLAC 24 bit" or "MP3".</param>
/// <param name="SampleRate">Frames a second.</param>
/// <param name="Channels">Samples a frame.</param>
public sealed record AudioFormat(string Codec, int SampleRate, int Channels)
{
    /// <summary>The lowest and highest sample rates in Hz that are believed; anything else is a broken header.</summary>
    internal const int MinSampleRate = 100, MaxSampleRate = 768_000;

    /// <summary>The lowest rate in Hz that can be asked for; a filter to a lower one would be absurdly long.</summary>
    internal const int MinTargetRate = 4000;

    internal const int MaxChannels = 1024;
}
