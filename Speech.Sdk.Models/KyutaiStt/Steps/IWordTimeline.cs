namespace Speech.Sdk.Models.KyutaiStt.Steps;

/// <summary>The text tokens of a stream's steps to words with times, as soon as they are certain.</summary>
internal interface IWordTimeline
{
    /// <summary>Text that follows all words and may still change.</summary>
    string Provisional { get; }

    /// <summary>Takes the token of the next step; appends the words that are certain with it.</summary>
    void Add(TextToken token, ICollection<TimedWord> words);

    /// <summary>No step follows; appends what is left.</summary>
    void End(ICollection<TimedWord> words);

    void Save(BinaryWriter target);

    /// <exception cref="InvalidDataException">It is not what was saved.</exception>
    void Restore(BinaryReader source);
}
