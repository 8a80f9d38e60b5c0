namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>What a piece of a vocabulary is for, numbered as model files do.</summary>
internal enum PieceKind
{
    /// <summary>No piece has this id.</summary>
    Absent = 0,

    Normal = 1,

    /// <summary>Stands for all that the vocabulary lacks.</summary>
    Unknown = 2,

    /// <summary>Marks something, as the end of a text does; text never becomes it.</summary>
    Control = 3,

    /// <summary>Always kept in one piece.</summary>
    UserDefined = 4,

    /// <summary>Text never becomes it, although it is text.</summary>
    Unused = 5,

    /// <summary>One byte of a character that the vocabulary lacks.</summary>
    Byte = 6,
}
