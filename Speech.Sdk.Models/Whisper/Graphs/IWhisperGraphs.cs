using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>A Whisper model's graphs, whichever exporter laid them out. Thread-safe.</summary>
internal interface IWhisperGraphs : IDisposable
{
    ExecutionProvider Provider { get; }

    /// <summary>The graphs that every call runs.</summary>
    IReadOnlyList<OrtSession> Sessions { get; }

    /// <summary>Whether there is an alignment graph, which word times need.</summary>
    bool CanAlign { get; }

    /// <summary>Whether the encoder takes windows that are shorter than the model's.</summary>
    bool TakesShortWindows { get; }

    /// <summary>Whether windows that are decoded together may differ in length.</summary>
    bool MixesLengths { get; }

    /// <summary>Room for some windows of up to so many frames that are decoded together; all have as many where <see cref="MixesLengths"/> is false.</summary>
    IEncodedWindows CreateWindows(int count, int frames);
}
