using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Tests.Whisper;

namespace Speech.Sdk.Tests.Inference.Providers;

public sealed class NodePlacementTests
{
    private static readonly string[] Cuda = ["CUDAExecutionProvider"];

    [Test]
    public void Of_SessionOnTheProcessor_CountsItsOperators()
    {
        using TinyModel model = new();
        NativeRuntime.EnsureLoaded();
        using SessionOptions options = new();
        options.AddSessionConfigEntry(NodePlacement.RecordKey, "1");
        using InferenceSession session = new(Path.Combine(model.Folder, "decoder.onnx"), options);
        IReadOnlyDictionary<(string Provider, string Operator), int> placement = NodePlacement.Of(session);
        Assert.That(placement.Keys.Select(key => key.Provider).Distinct(), Is.EqualTo(new[] { "CPUExecutionProvider" }));
        // Two layers, each with an attention of its own.
        Assert.That(placement[("CPUExecutionProvider", "GroupQueryAttention")], Is.EqualTo(2));
        IReadOnlyList<OperatorsElsewhere> elsewhere = OperatorsElsewhere.Of("decoder.onnx", placement, Cuda);
        Assert.That(elsewhere.Single().Compute, Is.True);
        Assert.That(elsewhere.Single().ToString(), Does.StartWith($"decoder.onnx: {placement.Values.Sum()} operators run on CPUExecutionProvider (").And.Contains("GroupQueryAttention 2"));
    }

    [Test]
    public void Of_SessionThatDoesNotRecord_Throws()
    {
        using TinyModel model = new();
        NativeRuntime.EnsureLoaded();
        using InferenceSession session = new(Path.Combine(model.Folder, "decoder.onnx"));
        Assert.That(() => NodePlacement.Of(session), Throws.TypeOf<SpeechException>().With.Message.StartsWith("ONNX Runtime does not say where operators run: "));
    }

    [TestCase("CUDAExecutionProvider MatMul 4", "")]
    [TestCase("CUDAExecutionProvider MatMul 4, CPUExecutionProvider Shape 2, CPUExecutionProvider Gather 1", "shapes: g.onnx: 3 operators run on CPUExecutionProvider (Gather 1, Shape 2)")]
    [TestCase("CPUExecutionProvider Shape 2, CPUExecutionProvider Attention 1", "computes: g.onnx: 3 operators run on CPUExecutionProvider (Attention 1, Shape 2)")]
    public void Of_Placement_TellsComputationFromShapes(string placement, string expected)
    {
        Dictionary<(string, string), int> counts = placement.Split(", ").Select(one => one.Split(' ')).ToDictionary(one => (one[0], one[1]), one => int.Parse(one[2]));
        IReadOnlyList<OperatorsElsewhere> elsewhere = OperatorsElsewhere.Of("g.onnx", counts, Cuda);
        Assert.That(string.Join("; ", elsewhere.Select(one => $"{(one.Compute ? "computes" : "shapes")}: {one}")), Is.EqualTo(expected));
    }
}
