using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.Wav2Vec2Bert;

/// <summary>A checkpoint's exported graphs, the plain one and the padded one, on the CPU.</summary>
internal sealed class ExportedEncoder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OrtSession _plain;
    private readonly OrtSession _padded;

    public ExportedEncoder(string checkpoint, string role, ExportOptions? options = null)
    {
        CheckpointExporter.Export(checkpoint, _folder.Combine("model"), options ?? ExportOptions.Fp32);
        _plain = OrtSession.Load(_folder.Combine($"model/{role}.onnx"), ExecutionProvider.Cpu, threads: 1);
        _padded = OrtSession.Load(_folder.Combine($"model/{role}-padded.onnx"), ExecutionProvider.Cpu, threads: 1);
    }

    public long Bytes => new DirectoryInfo(_folder.Combine("model")).EnumerateFiles().Sum(file => file.Length);

    /// <summary>A batch of clips of the same length without a mask.</summary>
    public float[] Run(float[] features, int batch = 1, string output = "logits") => Run(_plain, features, batch, [], output);

    /// <summary>A padded batch; lengths are each clip's own rows, ends count the half row behind an odd number of frames as well.</summary>
    public float[] Run(GoldenCase.PaddedBatch batch, string output = "logits")
    {
        Dictionary<string, long[]> counts = new() { ["lengths"] = batch.Lengths };
        if (_padded.HasInput("ends"))
            counts["ends"] = batch.Ends;
        return Run(_padded, batch.Features, batch.Lengths.Length, counts, output);
    }

    public void Dispose()
    {
        _plain.Dispose();
        _padded.Dispose();
        _folder.Dispose();
    }

    private static float[] Run(OrtSession session, float[] features, int batch, Dictionary<string, long[]> counts, string output)
    {
        using var call = new InferenceCall(CancellationToken.None);
        int width = session.InputShape("features")[2];
        Dictionary<string, OrtValue> inputs = counts.ToDictionary(pair => pair.Key, pair => OrtValue.CreateTensorValueFromMemory(pair.Value, [batch]));
        inputs["features"] = OrtValue.CreateTensorValueFromMemory(features, [batch, features.Length / batch / width, width]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(session, inputs, [output]);
        foreach (OrtValue input in inputs.Values)
            input.Dispose();
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
