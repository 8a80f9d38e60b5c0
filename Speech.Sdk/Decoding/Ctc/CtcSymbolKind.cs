namespace Speech.Sdk.Decoding.Ctc;

/// <summary>What a symbol does to the word that is being written.</summary>
internal enum CtcSymbolKind
{
    /// <summary>Writes nothing.</summary>
    Blank,

    /// <summary>Ends the word.</summary>
    Delimiter,

    /// <summary>Ends the word and begins the next one.</summary>
    WordBegin,

    /// <summary>Goes on with the word.</summary>
    Inside,

    /// <summary>Marks a sentence's begin or end; no text.</summary>
    SentenceMark,
}
