namespace Speech.Sdk.Models.KyutaiStt.Steps;

/// <summary>The states of streams that share a graph's step, one a row. Rows are 0 to Count - 1 and know nothing of each other.</summary>
internal interface IStreamRows
{
    int Count { get; }

    /// <summary>Adds a row behind the others, in the state of a stream that has heard nothing.</summary>
    void Add();

    /// <summary>Removes a row; the last one takes its number.</summary>
    void RemoveAt(int row);

    /// <summary>Writes all that a row remembers.</summary>
    void Save(int row, BinaryWriter target);

    /// <summary>Makes a row what <see cref="Save"/> wrote, by the same graph.</summary>
    /// <exception cref="InvalidDataException">It is the state of another graph, or cut off.</exception>
    void Restore(int row, BinaryReader source);
}
