namespace Speech.Sdk;

/// <summary>The chunks of <see cref="LongForm.Chunked"/>: how long they are and how far they overlap.</summary>
public sealed record ChunkOptions
{
    /// <summary>How long a chunk is, at most the model's window. <value>null: the model's window, 30 s for Whisper.</value></summary>
    public TimeSpan? Length { get; init; }

    /// <summary>What a chunk shares with the one before, and so does not decide alone. <value>null: a sixth of the length.</value></summary>
    public TimeSpan? LeftStride { get; init; }

    /// <summary>What a chunk shares with the one after, and so does not decide alone. <value>null: a sixth of the length.</value></summary>
    public TimeSpan? RightStride { get; init; }

    /// <param name="window">The model's window, where it is known.</param>
    internal IEnumerable<string> Problems(TimeSpan? window = null)
    {
        if (Length is { } given && (given <= TimeSpan.Zero || given > window))
            yield return $"Chunks.Length is {given.TotalSeconds} s; expected more than 0, at most the model's window{(window is { } most ? $" of {most.TotalSeconds} s" : "")}.";
        foreach ((string name, TimeSpan? stride) in new[] { (nameof(LeftStride), LeftStride), (nameof(RightStride), RightStride) })
        {
            if (stride < TimeSpan.Zero)
                yield return $"Chunks.{name} is {stride.Value.TotalSeconds} s; expected 0 or more.";
        }

        if ((Length ?? window) is { } length && Left(length) + Right(length) >= length)
            yield return $"Chunks.LeftStride and RightStride are {Left(length).TotalSeconds} s and {Right(length).TotalSeconds} s; expected less together than a chunk's {length.TotalSeconds} s.";
    }

    internal TimeSpan Left(TimeSpan length) => LeftStride ?? length / 6;

    internal TimeSpan Right(TimeSpan length) => RightStride ?? length / 6;
}
