using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Tests.Export.Gpus;

/// <summary>What GPUs' providers ask of graphs, checked on all that are exported for them; none of them is run here.</summary>
public sealed class GpuGraphTests
{
    private static readonly string[] ControlFlow = ["If", "Loop", "Scan"];

    private readonly Dictionary<string, IReadOnlyDictionary<string, ModelProto>> _exported = [];

    private static IEnumerable<string> Names => HalfPrecisionFolders.Checkpoints.Keys;

    /// <summary>No loop or branch is among the operators: it could not be captured as a CUDA graph, and would leave DirectML and TensorRT for the processor.</summary>
    [TestCaseSource(nameof(Names))]
    public void Graphs_HalfPrecision_HaveDirectMlsOpsetAndOperators(string name)
    {
        Assert.That(DirectMlOperators.Standard.Intersect(ControlFlow), Is.Empty);
        foreach ((string graph, ModelProto model) in Graphs(name))
        {
            Assert.That(model.OpsetImport.Single(import => import.Domain.Length == 0).Version, Is.LessThanOrEqualTo(DirectMlOperators.NewestOpset), graph);
            Assert.That(model.OpsetImport.Select(import => import.Domain), Is.SubsetOf(new[] { "", "com.microsoft" }), graph);
            IEnumerable<string> unknown = Nodes(model.Graph)
                .Where(node => !(node.Domain.Length == 0 ? DirectMlOperators.Standard : DirectMlOperators.Microsoft).Contains(node.OpType)).Select(node => $"{node.Domain}:{node.OpType}").Distinct();
            Assert.That(unknown, Is.Empty, graph);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Graphs_HalfPrecision_HaveTheirProductsInHalves(string name)
    {
        foreach ((string graph, ModelProto model) in Graphs(name))
        {
            Dictionary<string, int> matrices = model.Graph.Initializer.Where(weight => weight.Dims.Count == 2).ToDictionary(weight => weight.Name, weight => weight.DataType);
            int[] types = [.. model.Graph.Node.Where(node => node.OpType is "MatMul" or "Gemm" or "FusedMatMul").SelectMany(node => node.Input).Where(matrices.ContainsKey).Select(input => matrices[input])];
            Assert.That(types.Count(type => type == (int)TensorProto.Types.DataType.Float16), Is.GreaterThan(types.Count(type => type == (int)TensorProto.Types.DataType.Float)), graph);
        }
    }

    /// <summary>A checkpoint's graphs, by file; each checkpoint is exported once.</summary>
    private IReadOnlyDictionary<string, ModelProto> Graphs(string name)
    {
        if (_exported.TryGetValue(name, out IReadOnlyDictionary<string, ModelProto>? graphs))
            return graphs;
        using TemporaryFolder work = new();
        return _exported[name] = HalfPrecisionFolders.Export(name, work).ToDictionary(path => Path.GetFileName(path), path => ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)));
    }

    private static IEnumerable<NodeProto> Nodes(GraphProto graph) =>
        graph.Node.SelectMany(node => node.Attribute.Where(attribute => attribute.G is not null).SelectMany(attribute => Nodes(attribute.G)).Prepend(node));
}
