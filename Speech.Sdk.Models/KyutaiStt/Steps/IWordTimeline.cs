using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.KyutaiStt.Steps;

/// <summary>The text tokens of a stream's steps to words with times, as soon as they are certain. One a stream.</summary>
internal interface IWordTimeline
{
    /// <summary>Where the audio ends, as soon as that is known: no word that is handed out afterwards is behind it.</summary>
    TimeSpan? AudioEnd { get; set; }

    /// <summary>The text of the words that are not handed out yet.</summary>
    string Provisional { get; }

    /// <summary>Whether any text is not handed out yet.</summary>
    bool HasProvisional { get; }

    /// <summary>Takes the token of the next step; returns the words that are certain with it.</summary>
    IReadOnlyList<Word> Push(TextToken token);

    /// <summary>No step follows: the words that are left.</summary>
    IReadOnlyList<Word> Finish();

    void Save(BinaryWriter target);

    /// <exception cref="InvalidDataException">It is not what was saved.</exception>
    void Restore(BinaryReader source);
}
