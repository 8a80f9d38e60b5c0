namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>What a word does to the number that is being read.</summary>
internal enum NumberKind
{
    /// <summary>It belongs to no number.</summary>
    None,

    /// <summary>zero, oh, o.</summary>
    Zero,

    /// <summary>one to nineteen.</summary>
    One,

    /// <summary>first to nineteenth, ones to nineteens.</summary>
    OneSuffixed,

    /// <summary>twenty to ninety.</summary>
    Ten,

    /// <summary>twentieth, twenties.</summary>
    TenSuffixed,

    /// <summary>hundred to decillion.</summary>
    Multiplier,

    /// <summary>hundredth, hundreds.</summary>
    MultiplierSuffixed,

    /// <summary>minus, plus and the like, which stand before a number.</summary>
    Sign,

    /// <summary>dollars and the like, which are said behind a number and written before it.</summary>
    Currency,

    /// <summary>percent.</summary>
    Percent,

    /// <summary>per, which cent may follow.</summary>
    Per,

    /// <summary>and.</summary>
    And,

    /// <summary>double, triple.</summary>
    Repeat,

    /// <summary>point.</summary>
    Point,
}
