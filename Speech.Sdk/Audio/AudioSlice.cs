using System.Buffers;

namespace Speech.Sdk.Audio;

/// <summary>Adjacent samples of a recording: as they are held, or a pooled copy where they are held in several blocks.</summary>
internal readonly ref struct AudioSlice
{
    private readonly float[]? _copy;

    /// <summary>Samples as they are held.</summary>
    public AudioSlice(ReadOnlySpan<float> samples) => Samples = samples;

    /// <summary>A copy that is still to be made, in <see cref="Room"/>.</summary>
    public AudioSlice(int length)
    {
        _copy = ArrayPool<float>.Shared.Rent(length);
        Samples = Room = _copy.AsSpan(0, length);
    }

    /// <summary>The samples; valid until this is disposed.</summary>
    public ReadOnlySpan<float> Samples { get; }

    /// <summary>Where a copy is to be made.</summary>
    public Span<float> Room { get; }

    public void Dispose()
    {
        if (_copy is not null)
            ArrayPool<float>.Shared.Return(_copy);
    }
}
