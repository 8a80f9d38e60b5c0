namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>One kind of files with texts made elsewhere. Stateless.</summary>
internal interface IHypothesisReader
{
    /// <summary>The name by which it is asked for.</summary>
    string Kind { get; }

    /// <summary>Whether a file or folder is of this kind.</summary>
    bool Recognizes(string path, ClipIndex clips);

    /// <summary>The texts in their order.</summary>
    IEnumerable<Hypothesis> Read(string path, ClipIndex clips);
}
