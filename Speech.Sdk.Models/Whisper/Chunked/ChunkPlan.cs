using Speech.Sdk.Models.Whisper.Features;

namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>The caller's chunks in samples.</summary>
/// <param name="Length">A whole chunk.</param>
/// <param name="Left">What it shares with the chunk before.</param>
/// <param name="Right">What it shares with the chunk after.</param>
internal readonly record struct ChunkPlan(long Length, long Left, long Right)
{
    /// <summary>From one chunk's beginning to the next one's.</summary>
    public long Step => Math.Max(1, Length - Left - Right);

    public static ChunkPlan Of(ChunkOptions options, WhisperFeatures features)
    {
        TimeSpan length = options.Length ?? TimeSpan.FromSeconds((double)features.WindowSamples / features.SampleRate);
        return new ChunkPlan(Samples(length), Samples(options.Left(length)), Samples(options.Right(length)));

        long Samples(TimeSpan time) => (long)Math.Round(time.TotalSeconds * features.SampleRate);
    }
}
