namespace Speech.Sdk.Audio;

/// <summary>Turns one recording into blocks of interleaved float32 samples, from its beginning to its end.</summary>
internal abstract class AudioDecoder : IDisposable
{
    private readonly List<string> _warnings = [];

    /// <summary>Encoding, rate and channels of the blocks.</summary>
    public abstract AudioFormat Format { get; }

    /// <summary>How many frames there will be at most, where that is certain before reading; otherwise null.</summary>
    public virtual long? Frames => null;

    /// <summary>What was mended on the way: a cut-off end, junk between frames.</summary>
    public virtual IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The next whole frames, interleaved, in a buffer that the next call overwrites; empty at the end.</summary>
    public abstract ReadOnlySpan<float> ReadBlock();

    public abstract void Dispose();

    protected void Warn(string message) => _warnings.Add(message);
}
