using Speech.Sdk.Export.Onnx;

namespace Speech.Sdk.Tests.Export.Gpus;

/// <summary>What GPUs' providers ask of graphs, checked on all that are exported for them; none of them is run here.</summary>
public sealed class GpuGraphTests
{
    private static IEnumerable<string> Names => HalfPrecisionFolders.Checkpoints.Keys;

    [TestCaseSource(nameof(Names))]
    public void Graphs_HalfPrecision_HaveDirectMlsOpsetAndOperators(string name)
    {
        using TemporaryFolder work = new();
        foreach (string path in HalfPrecisionFolders.Export(name, work))
        {
            ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            string graph = Path.GetFileName(path);
            Assert.That(model.OpsetImport.Single(import => import.Domain.Length == 0).Version, Is.LessThanOrEqualTo(DirectMlOperators.NewestOpset), graph);
            Assert.That(model.OpsetImport.Select(import => import.Domain), Is.SubsetOf(new[] { "", "com.microsoft" }), graph);
            IEnumerable<string> unknown = Nodes(model.Graph)
                .Where(node => !(node.Domain.Length == 0 ? DirectMlOperators.Standard : DirectMlOperators.Microsoft).Contains(node.OpType)).Select(node => $"{node.Domain}:{node.OpType}").Distinct();
            Assert.That(unknown, Is.Empty, graph);
        }
    }

    /// <summary>A loop or branch cannot be captured as a CUDA graph, and leaves DirectML and TensorRT for the processor.</summary>
    [TestCaseSource(nameof(Names))]
    public void Graphs_HalfPrecision_HaveNoControlFlow(string name)
    {
        using TemporaryFolder work = new();
        foreach (string path in HalfPrecisionFolders.Export(name, work))
        {
            ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            Assert.That(model.Graph.Node.Select(node => node.OpType), Has.None.AnyOf("If", "Loop", "Scan"), Path.GetFileName(path));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Graphs_HalfPrecision_HaveTheirProductsInHalves(string name)
    {
        using TemporaryFolder work = new();
        foreach (string path in HalfPrecisionFolders.Export(name, work))
        {
            ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            Dictionary<string, int> matrices = model.Graph.Initializer.Where(weight => weight.Dims.Count == 2).ToDictionary(weight => weight.Name, weight => weight.DataType);
            int[] types = [.. model.Graph.Node.Where(node => node.OpType is "MatMul" or "Gemm" or "FusedMatMul").SelectMany(node => node.Input).Where(matrices.ContainsKey).Select(input => matrices[input])];
            Assert.That(types.Count(type => type == (int)TensorProto.Types.DataType.Float16), Is.GreaterThan(types.Count(type => type == (int)TensorProto.Types.DataType.Float)), Path.GetFileName(path));
        }
    }

    private static IEnumerable<NodeProto> Nodes(GraphProto graph) =>
        graph.Node.SelectMany(node => node.Attribute.Where(attribute => attribute.G is not null).SelectMany(attribute => Nodes(attribute.G)).Prepend(node));
}
