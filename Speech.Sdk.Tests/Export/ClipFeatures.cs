using System.Numerics.Tensors;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Audio.Codecs;
using Speech.Sdk.Export.Onnx;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Export;

/// <summary>Log-mel spectrograms of the reference clips by the plainest means, so that these tests stand on no other part.</summary>
internal static class ClipFeatures
{
    public const int Frames = 3000;
    private const int Rate = 16000;
    private const int Window = 400;
    private const int Hop = 160;
    private const int Bins = (Window / 2) + 1;

    /// <summary>[mels, 3000] of a clip under fixtures/whisper/audio, padded with silence to 30 s.</summary>
    public static float[] Mel(string clip, int mels)
    {
        var samples = new float[Frames * Hop];
        float[] decoded = Decode(File.ReadAllBytes(Shared.Path($"fixtures/whisper/audio/{clip}.flac")));
        decoded.AsSpan(0, Math.Min(decoded.Length, samples.Length)).CopyTo(samples);
        return LogMel(samples, mels);
    }

    private static float[] Decode(byte[] file)
    {
        var node = new NodeProto { Domain = "ai.onnx.contrib", OpType = "AudioDecoder", Name = "decode", Input = { "file" }, Output = { "samples" } };
        var model = new ModelProto
        {
            IrVersion = 8,
            Graph = new GraphProto { Name = "decode", Node = { node }, Input = { Value("file", TensorProto.Types.DataType.Uint8) }, Output = { Value("samples", TensorProto.Types.DataType.Float) } },
            OpsetImport = { new OperatorSetIdProto { Version = 17 }, new OperatorSetIdProto { Domain = "ai.onnx.contrib", Version = 1 } },
        };
        using var options = new SessionOptions();
        ExtensionsLibrary.Register(options);
        using var session = new InferenceSession(model.ToByteArray(), options);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(file, [file.Length]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["file"], [input], ["samples"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();

        static ValueInfoProto Value(string name, TensorProto.Types.DataType type) => new()
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = name == "file" ? new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "n" } } } : null } },
        };
    }

    private static float[] LogMel(float[] samples, int mels)
    {
        float[] cosines = Table(Math.Cos);
        float[] sines = Table(Math.Sin);
        float[][] filters = Filters(mels);
        var power = new float[Bins];
        var frame = new float[Window];
        var result = new float[mels * Frames];
        for (int t = 0; t < Frames; t++)
        {
            for (int i = 0; i < Window; i++)
            {
                int at = Math.Abs((t * Hop) + i - (Window / 2));
                frame[i] = samples[at < samples.Length ? at : (2 * samples.Length) - 2 - at];
            }

            for (int k = 0; k < Bins; k++)
            {
                float real = TensorPrimitives.Dot(frame, cosines.AsSpan(k * Window, Window));
                float imaginary = TensorPrimitives.Dot(frame, sines.AsSpan(k * Window, Window));
                power[k] = (real * real) + (imaginary * imaginary);
            }

            for (int m = 0; m < mels; m++)
                result[(m * Frames) + t] = MathF.Log10(MathF.Max(1e-10f, TensorPrimitives.Dot<float>(filters[m], power)));
        }

        float floor = TensorPrimitives.Max<float>(result) - 8;
        return [.. result.Select(value => (MathF.Max(value, floor) + 4) / 4)];
    }

    /// <summary>[bins, window]: the windowed (periodic Hann) Fourier basis.</summary>
    private static float[] Table(Func<double, double> function) =>
        [.. from k in Enumerable.Range(0, Bins)
            from i in Enumerable.Range(0, Window)
            select (float)(function(2 * Math.PI * k * i / Window) * (0.5 - (0.5 * Math.Cos(2 * Math.PI * i / Window))))];

    /// <summary>Triangles on Slaney's mel scale, each of unit area.</summary>
    private static float[][] Filters(int mels)
    {
        double top = ToMel(Rate / 2.0);
        double[] edges = [.. Enumerable.Range(0, mels + 2).Select(i => ToHertz(top * i / (mels + 1)))];
        return [.. Enumerable.Range(0, mels).Select(m => (float[])[.. Enumerable.Range(0, Bins).Select(k =>
        {
            double hertz = (double)k * Rate / Window;
            double height = Math.Min((hertz - edges[m]) / (edges[m + 1] - edges[m]), (edges[m + 2] - hertz) / (edges[m + 2] - edges[m + 1]));
            return (float)(Math.Max(0, height) * 2 / (edges[m + 2] - edges[m]));
        })])];
    }

    private static double ToMel(double hertz) => hertz < 1000 ? hertz * 3 / 200 : 15 + (Math.Log(hertz / 1000) * 27 / Math.Log(6.4));

    private static double ToHertz(double mel) => mel < 15 ? mel * 200 / 3 : 1000 * Math.Exp((mel - 15) * Math.Log(6.4) / 27);
}
