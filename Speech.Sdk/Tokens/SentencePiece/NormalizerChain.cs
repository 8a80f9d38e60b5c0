using System.Runtime.InteropServices;
using System.Text;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The normalisation that a tokenizer.json describes: steps over the text, then its spaces as ▁.</summary>
internal sealed class NormalizerChain(IReadOnlyList<Func<string, string>> steps, Metaspace? metaspace) : ITextNormalizer
{
    private const char SpaceSymbol = '▁';

    /// <inheritdoc/>
    public bool SplitsWords => metaspace is { Splits: true };

    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, bool isFirst, List<byte> target)
    {
        string normalized = steps.Aggregate(text.ToString(), (before, step) => step(before));
        if (metaspace is { } spaces && normalized.Length > 0)
        {
            normalized = normalized.Replace(' ', SpaceSymbol);
            bool lacksSpace = spaces.Before == SpaceBefore.Every || (spaces.Before == SpaceBefore.First && isFirst);
            if (lacksSpace && normalized[0] != SpaceSymbol)
                normalized = SpaceSymbol + normalized;
        }

        CollectionsMarshal.SetCount(target, Encoding.UTF8.GetByteCount(normalized));
        Encoding.UTF8.GetBytes(normalized, CollectionsMarshal.AsSpan(target));
    }
}
