namespace Speech.Sdk.Benchmarks.Profiling;

/// <summary>What an operator, or a node, took in a run of a graph, on average of the runs.</summary>
/// <param name="Name">The operator's or the node's.</param>
/// <param name="Calls">How often it was called in a run.</param>
/// <param name="Milliseconds">All calls of a run together.</param>
internal sealed record OperatorTime(string Name, double Calls, double Milliseconds);
