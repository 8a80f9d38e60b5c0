using System.Numerics.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk;

/// <summary>
/// A voice as a vector: the closer the directions of two, the likelier the same person speaks. Of a recording no longer than the window it is
/// what the model gives. A longer one is heard in windows, whose vectors are brought to length 1 and averaged, each weighted by the length that it stands
/// for, so that every second counts once and none more for being loud.
/// </summary>
public sealed record SpeakerEmbedding
{
    /// <summary>The vector, as many numbers as <see cref="EmbedderInfo.Size"/>. Only its direction matters.</summary>
    public required ReadOnlyMemory<float> Values { get; init; }

    /// <summary>The recording's length.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The model's name; embeddings of different models cannot be compared.</summary>
    public required string Model { get; init; }

    /// <summary>The execution provider that inference ran on.</summary>
    public required ExecutionProvider ExecutionProvider { get; init; }

    /// <summary>What was mended while the audio was read, such as a cut-off end.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The cosine of the angle between two embeddings, -1 to 1; 1 is the same direction.</summary>
    /// <exception cref="ArgumentException">The other has another size, so it is another model's.</exception>
    public double CosineSimilarity(SpeakerEmbedding other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Values.Length != Values.Length)
            throw new ArgumentException($"This embedding has {Values.Length} numbers ({Model}), the other {other.Values.Length} ({other.Model}); compare those of one model.", nameof(other));
        double lengths = TensorPrimitives.Norm(Values.Span) * (double)TensorPrimitives.Norm(other.Values.Span);
        return lengths == 0 ? 0 : Math.Clamp(TensorPrimitives.Dot(Values.Span, other.Values.Span) / lengths, -1, 1);
    }
}
