namespace Speech.Sdk.Vad;

/// <summary>Samples of a recording at 16 kHz, from <paramref name="Start"/> up to and without <paramref name="End"/>.</summary>
internal readonly record struct SampleRange(long Start, long End)
{
    public long Length => End - Start;
}
