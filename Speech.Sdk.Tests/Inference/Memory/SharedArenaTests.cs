using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Export;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Tests.Inference.Memory;

public sealed class SharedArenaTests
{
    private const long Values = 1 << 25, Bytes = Values * sizeof(float);

    /// <summary>What a run computed with outlives its session in the arena, and would outlive the model.</summary>
    [Test]
    public void End_OfAModelsLastUse_GivesBackWhatItsRunsComputedWith()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Needs Linux, which tells in /proc what memory a process has.");
        using TemporaryFolder folder = new();
        GraphBuilder graph = new("large");
        string zeros = graph.Add("ConstantOfShape", [graph.Input("shape", DataType.Int64, 1)]);
        graph.Output(graph.Add("ReduceMax", [graph.Add("Neg", [zeros])]), "y", DataType.Float, 1);
        graph.Save(folder.Combine("large.onnx"), opset: 17);
        OrtSession session = OrtSession.Load(folder.Combine("large.onnx"), ExecutionProvider.Cpu, threads: 1);
        SharedUse use = new(session);
        using (InferenceCall call = new(CancellationToken.None))
        {
            // The arena keeps what it asked for first, which is little.
            Run(call, session, 1);
            Run(call, session, Values);
        }

        long before = Resident();
        use.End();
        Assert.That(before - Resident(), Is.GreaterThan(Bytes / 2));
    }

    private static void Run(InferenceCall call, OrtSession session, long values)
    {
        using OrtValue shape = OrtValue.CreateTensorValueFromMemory([values], [1]);
        call.Run(session, new Dictionary<string, OrtValue> { ["shape"] = shape }, ["y"]).Dispose();
    }

    private static long Resident() =>
        1024 * long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]);
}
