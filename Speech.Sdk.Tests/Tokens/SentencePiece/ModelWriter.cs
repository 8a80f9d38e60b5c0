using System.Text;
using Speech.Sdk.Tokens.SentencePiece;

namespace Speech.Sdk.Tests.Tokens.SentencePiece;

/// <summary>Writes SentencePiece's .model files: the protobuf fields that matter, by hand.</summary>
internal sealed record ModelWriter
{
    public required IReadOnlyList<(string Text, float Score, PieceKind Kind)> Pieces { get; init; }

    public int Type { get; init; } = 1;

    public bool ByteFallback { get; init; }

    public byte[] CharacterRules { get; init; } = [];

    public bool AddsSpaceBefore { get; init; } = true;

    public bool RemovesExtraSpaces { get; init; } = true;

    public bool EscapesSpaces { get; init; } = true;

    public string? UnknownText { get; init; }

    public bool SpaceBehindWords { get; init; }

    public byte[] DenormalizerRules { get; init; } = [];

    public byte[] Write()
    {
        List<byte> model = [];
        foreach ((string text, float score, PieceKind kind) in Pieces)
        {
            List<byte> piece = [];
            Text(piece, 1, text);
            Tag(piece, 2, 5);
            piece.AddRange(BitConverter.GetBytes(score));
            if (kind != PieceKind.Normal)
                Number(piece, 3, (int)kind);
            Message(model, 1, piece);
        }

        List<byte> trainer = [];
        Number(trainer, 3, Type);
        Number(trainer, 24, SpaceBehindWords ? 1 : 0);
        Number(trainer, 35, ByteFallback ? 1 : 0);
        if (UnknownText is not null)
            Text(trainer, 44, UnknownText);
        Message(model, 2, trainer);

        List<byte> normalizer = [];
        Text(normalizer, 1, "by hand");
        Message(normalizer, 2, CharacterRules);
        Number(normalizer, 3, AddsSpaceBefore ? 1 : 0);
        Number(normalizer, 4, RemovesExtraSpaces ? 1 : 0);
        Number(normalizer, 5, EscapesSpaces ? 1 : 0);
        Message(model, 3, normalizer);
        if (DenormalizerRules.Length > 0)
        {
            List<byte> denormalizer = [];
            Message(denormalizer, 2, DenormalizerRules);
            Message(model, 5, denormalizer);
        }

        return [.. model];
    }

    private static void Tag(List<byte> target, int field, int wireType) => Varint(target, ((ulong)field << 3) | (uint)wireType);

    private static void Number(List<byte> target, int field, int value)
    {
        Tag(target, field, 0);
        Varint(target, (ulong)value);
    }

    private static void Text(List<byte> target, int field, string text) => Message(target, field, Encoding.UTF8.GetBytes(text));

    private static void Message(List<byte> target, int field, IReadOnlyCollection<byte> message)
    {
        Tag(target, field, 2);
        Varint(target, (ulong)message.Count);
        target.AddRange(message);
    }

    private static void Varint(List<byte> target, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            target.Add((byte)(value | 0x80));
        target.Add((byte)value);
    }
}
