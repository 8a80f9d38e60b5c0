namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>A clip and the line that names it. Its id is that within its set, or empty where its recording names it.</summary>
internal readonly record struct FoundClip(EvaluationClip Clip, SourceLine Line);
