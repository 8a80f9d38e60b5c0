using System.Text;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>Reads the library's own file, a protobuf message (sentencepiece_model.proto).</summary>
internal sealed class ModelFile
{
    private const int Unigram = 1;
    private const int BytePairs = 2;

    private readonly List<Piece> _pieces = [];
    private int _type = Unigram;
    private bool _hasBytes;
    private string _unknownText = " \u2047 ";
    private NormalizerSettings _normalizer = new();

    private ModelFile(ReadOnlySpan<byte> file)
    {
        for (ProtobufReader model = new(file); model.Next();)
        {
            switch (model.Field)
            {
                case 1:
                    _pieces.Add(ReadPiece(model.Bytes));
                    break;
                case 2:
                    ReadTrainer(model.Bytes);
                    break;
                case 3:
                    ReadNormalizer(model.Bytes);
                    break;
                case 5:
                    CheckDenormalizer(model.Bytes);
                    break;
            }
        }
    }

    /// <exception cref="FormatException">The file is damaged, or no SentencePiece model.</exception>
    /// <exception cref="NotSupportedException">It has what is not read here.</exception>
    public static SentencePieceParts Read(ReadOnlySpan<byte> file)
    {
        ModelFile model = new(file);
        if (model._pieces.Count == 0)
            throw new FormatException("it has no pieces");
        PieceVocabulary vocabulary = new(model._pieces, model._hasBytes, joinsUnknown: true);
        return new SentencePieceParts(
            vocabulary,
            new ModelNormalizer(model._normalizer, vocabulary.UserDefined),
            model._type switch
            {
                Unigram => new UnigramEncoder(vocabulary),
                BytePairs => new MergeEncoder(vocabulary, new ScoredMerges(vocabulary)),
                _ => throw new NotSupportedException($"it is a model of type {model._type}, expected {Unigram} (unigram) or {BytePairs} (byte pairs)"),
            },
            new AddedTokens(),
            (model._normalizer.RemovesExtraSpaces, model._normalizer.AddsSpaceBefore) switch
            {
                (true, _) => LeadingSpaces.Removed,
                (_, true) => LeadingSpaces.OneRemoved,
                _ => LeadingSpaces.Kept,
            },
            model._unknownText,
            WritesControls: false);
    }

    private static Piece ReadPiece(ReadOnlySpan<byte> message)
    {
        byte[] text = [];
        float score = 0;
        PieceKind kind = PieceKind.Normal;
        for (ProtobufReader piece = new(message); piece.Next();)
        {
            switch (piece.Field)
            {
                case 1:
                    text = piece.Bytes.ToArray();
                    break;
                case 2:
                    score = piece.Single;
                    break;
                case 3:
                    kind = piece.Number > 0 ? (PieceKind)piece.Number : throw new FormatException("a piece is of no kind");
                    break;
            }
        }

        return new Piece(text, score, kind);
    }

    private void ReadTrainer(ReadOnlySpan<byte> message)
    {
        for (ProtobufReader trainer = new(message); trainer.Next();)
        {
            switch (trainer.Field)
            {
                case 3:
                    _type = trainer.Number;
                    break;
                case 24 when trainer.Flag:
                    throw new NotSupportedException("it writes the space behind a word (treat_whitespace_as_suffix)");
                case 35:
                    _hasBytes = trainer.Flag;
                    break;
                case 44:
                    _unknownText = Encoding.UTF8.GetString(trainer.Bytes);
                    break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> message)
    {
        for (ProtobufReader normalizer = new(message); normalizer.Next();)
        {
            _normalizer = normalizer.Field switch
            {
                2 => _normalizer with { Characters = CharacterMap.Read(normalizer.Bytes) },
                3 => _normalizer with { AddsSpaceBefore = normalizer.Flag },
                4 => _normalizer with { RemovesExtraSpaces = normalizer.Flag },
                5 => _normalizer with { EscapesSpaces = normalizer.Flag },
                _ => _normalizer,
            };
        }
    }

    private static void CheckDenormalizer(ReadOnlySpan<byte> message)
    {
        for (ProtobufReader denormalizer = new(message); denormalizer.Next();)
        {
            if (denormalizer.Field == 2 && !denormalizer.Bytes.IsEmpty)
                throw new NotSupportedException("it rewrites decoded text (denormalizer_spec)");
        }
    }
}
