using System.Globalization;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.KyutaiStt.Codec;

/// <summary>The sizes of a codec, as its graphs tell them; the same for both graphs.</summary>
internal sealed record CodecShape(
    int FrameSamples, int Codebooks, int ContextValues, int Layers, int Heads, int Slots, int HeadWidth, double RotaryBase)
{
    /// <summary>Positions of the codec's transformer for a frame.</summary>
    public const int ColumnsPerFrame = 2;

    /// <summary>Values that a layer keeps of a stream's keys, and as many of its values.</summary>
    public long CacheValues => (long)Heads * Slots * HeadWidth;

    /// <summary>Cosines, or sines, of a frame.</summary>
    public int Angles => ColumnsPerFrame * HeadWidth / 2;

    /// <exception cref="ModelFolderException">The graph is not a codec's.</exception>
    public static CodecShape Of(OrtSession session)
    {
        if (!session.HasInput("keys_0") || !session.HasInput("context")
            || !session.Native.ModelMetadata.CustomMetadataMap.TryGetValue("rotary_base", out string? rotaryBase)
            || !double.TryParse(rotaryBase, CultureInfo.InvariantCulture, out double theta))
        {
            throw new ModelFolderException($"{session.ModelPath} is not a graph of a Mimi codec as this version exports it; export the checkpoint again.");
        }

        int[] keys = session.InputShape("keys_0");
        return new CodecShape(
            session.InputShape("audio")[1],
            session.OutputShape("codes")[1],
            session.InputShape("context")[1],
            session.Native.InputMetadata.Keys.Count(name => name.StartsWith("keys_", StringComparison.Ordinal)),
            keys[1],
            keys[2],
            keys[3],
            theta);
    }
}
