namespace Speech.Sdk.Inference;

/// <summary>Operators of a graph that another provider runs than the chosen one.</summary>
/// <param name="Graph">The graph's file name.</param>
/// <param name="Provider">Who runs them, by ONNX Runtime's name; <c>CPUExecutionProvider</c> mostly.</param>
/// <param name="Operators">How many of each kind, those that compute before those that only work out shapes.</param>
public sealed record OperatorsElsewhere(string Graph, string Provider, IReadOnlyDictionary<string, int> Operators)
{
    // What ONNX Runtime leaves to the processor on purpose, for it is a few numbers.
    private static readonly HashSet<string> OfShapes =
    [
        "Shape", "Size", "Gather", "Concat", "Slice", "Squeeze", "Unsqueeze", "Cast", "Range", "ConstantOfShape", "Reshape", "Add", "Sub", "Mul", "Div", "Min", "Max", "Equal", "Where",
        "Less", "Greater", "Constant", "Identity", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceSum", "Expand", "Not", "And", "Floor", "Ceil", "Neg", "Mod",
    ];

    /// <summary>Whether some of them are more than the arithmetic of shapes, which ONNX Runtime leaves to the processor on purpose: they slow a run down.</summary>
    public bool Compute => Operators.Keys.Any(one => !OfShapes.Contains(one));

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Graph}: {Operators.Values.Sum()} operators run on {Provider} ({string.Join(", ", Operators.Select(one => $"{one.Key} {one.Value}"))})";

    /// <summary>Those of a graph's operators that none of some providers runs.</summary>
    /// <param name="graph">The graph's file name.</param>
    /// <param name="placement">How many operators of each kind each provider runs.</param>
    /// <param name="expected">The chosen provider's names in ONNX Runtime, and what it works with.</param>
    internal static IReadOnlyList<OperatorsElsewhere> Of(string graph, IReadOnlyDictionary<(string Provider, string Operator), int> placement, IReadOnlyCollection<string> expected) =>
    [
        .. placement.Where(one => !expected.Contains(one.Key.Provider)).GroupBy(one => one.Key.Provider, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new OperatorsElsewhere(
                graph, group.Key,
                group.OrderBy(one => OfShapes.Contains(one.Key.Operator)).ThenBy(one => one.Key.Operator, StringComparer.Ordinal).ToDictionary(one => one.Key.Operator, one => one.Value))),
    ];
}
