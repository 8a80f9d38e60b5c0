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

    /// <summary>Room for some windows of equal length that are decoded together.</summary>
    IEncodedWindows CreateWindows(int count, int frames);
}
