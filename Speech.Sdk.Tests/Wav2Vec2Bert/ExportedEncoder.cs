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
    public float[] Run(float[] features, int batch = 1, string output = "logits") => Run(_plain, features, batch, null, output);

    /// <summary>A padded batch; lengths are each clip's own rows.</summary>
    public float[] RunPadded(float[] features, long[] lengths, string output = "logits") => Run(_padded, features, lengths.Length, lengths, output);

    public void Dispose()
    {
        _plain.Dispose();
        _padded.Dispose();
        _folder.Dispose();
    }

    private static float[] Run(OrtSession session, float[] features, int batch, long[]? lengths, string output)
    {
        using var call = new InferenceCall(CancellationToken.None);
        int width = session.InputShape("features")[2];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(features, [batch, features.Length / batch / width, width]);
        using OrtValue? counts = lengths is null ? null : OrtValue.CreateTensorValueFromMemory(lengths, [batch]);
        Dictionary<string, OrtValue> inputs = new() { ["features"] = input };
        if (counts is not null)
            inputs["lengths"] = counts;
        using IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(session, inputs, [output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
