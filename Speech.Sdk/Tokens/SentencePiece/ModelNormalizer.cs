using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>The normalisation that a .model file describes.</summary>
internal sealed class ModelNormalizer(NormalizerSettings settings, PieceTrie userDefined) : ITextNormalizer
{
    private static readonly byte[] Space = " "u8.ToArray();
    private static readonly byte[] SpaceSymbol = Encoding.UTF8.GetBytes(Piece.SpaceSymbol);

    private readonly byte[] _space = settings.EscapesSpaces ? SpaceSymbol : Space;

    /// <inheritdoc/>
    public bool SplitsWords => false;

    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, bool isFirst, List<byte> target)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Normalize(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)), target);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private void Normalize(ReadOnlySpan<byte> text, List<byte> target)
    {
        if (settings.RemovesExtraSpaces)
        {
            while (!text.IsEmpty && Next(text, out ReadOnlySpan<byte> space) is var length && space.SequenceEqual(Space))
                text = text[length..];
        }

        if (text.IsEmpty)
            return;
        if (settings.AddsSpaceBefore)
            target.AddRange(_space);
        bool afterSpace = settings.RemovesExtraSpaces;
        while (!text.IsEmpty)
        {
            text = text[Next(text, out ReadOnlySpan<byte> part)..];
            if (afterSpace)
                part = part.TrimStart((byte)' ');
            if (part.IsEmpty)
                continue;
            foreach (byte value in part)
            {
                if (value == ' ')
                    target.AddRange(_space);
                else
                    target.Add(value);
            }

            afterSpace = settings.RemovesExtraSpaces && part[^1] == ' ';
        }

        while (settings.RemovesExtraSpaces && CollectionsMarshal.AsSpan(target).EndsWith(_space))
            target.RemoveRange(target.Count - _space.Length, _space.Length);
    }

    /// <summary>What a text's beginning becomes and how long it is: a piece that is kept whole, what a rule rewrites, or a character.</summary>
    private int Next(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> part)
    {
        int length = userDefined.LongestPrefix(text);
        part = text[..length];
        if (length == 0 && settings.Characters is { } characters)
            length = characters.LongestPrefix(text, out part);
        if (length > 0)
            return length;
        length = PieceVocabulary.CharacterLength(text);
        part = text[..length];
        return length;
    }
}
