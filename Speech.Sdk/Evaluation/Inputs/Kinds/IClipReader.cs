namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>One kind of lists or folders of clips. Stateless.</summary>
internal interface IClipReader
{
    /// <summary>The name by which it is asked for.</summary>
    string Kind { get; }

    /// <summary>What it recognises, as errors tell it.</summary>
    string LooksFor { get; }

    /// <summary>Whether a file or folder is of this kind.</summary>
    /// <param name="path">It is there.</param>
    /// <param name="forced">The kind was asked for, so that whatever may be read as this is.</param>
    bool Recognizes(string path, bool forced);

    /// <summary>The set that lies there; nothing but what is needed for its name is read yet.</summary>
    ClipSet Read(string path, EvaluationInputOptions options);
}
