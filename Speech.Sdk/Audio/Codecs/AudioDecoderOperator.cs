using System.Text;
using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Audio.Codecs;

/// <summary>
/// The AudioDecoder operator of ONNX Runtime Extensions, which holds dr_flac and dr_mp3, in a graph of one node. Without
/// attributes it gives the samples as they are: interleaved float32 at the stream's own rate, 24 bits exactly, as a tensor
/// [1, frames * channels] that tells neither rate nor channels. It decodes all it is given at once, so callers give it pieces.
/// </summary>
internal static class AudioDecoderOperator
{
    private const string Input = "stream", Output = "pcm", Domain = "ai.onnx.contrib";

    private static readonly Lazy<InferenceSession> Session = new(Load);
    private static readonly RunOptions RunOptions = new();

    /// <summary>Decodes a complete FLAC or MP3 stream to the front of <paramref name="samples"/>, which grows as needed.</summary>
    /// <returns>The number of samples of all channels together.</returns>
    public static int Decode(Memory<byte> stream, ref float[] samples, AudioInput input)
    {
        try
        {
            using OrtValue bytes = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, stream, [stream.Length]);
            using IDisposableReadOnlyCollection<OrtValue> results = Session.Value.Run(RunOptions, [Input], [bytes], [Output]);
            ReadOnlySpan<float> decoded = results[0].GetTensorDataAsSpan<float>();
            if (samples.Length < decoded.Length)
                samples = GC.AllocateUninitializedArray<float>(decoded.Length);
            decoded.CopyTo(samples);
            return decoded.Length;
        }
        catch (OnnxRuntimeException cause)
        {
            throw input.Error($"cannot be decoded ({cause.Message.ReplaceLineEndings(" ")}); copy or export the recording again.", cause);
        }
        catch (Exception cause) when (cause is DllNotFoundException or TypeInitializationException)
        {
            throw input.Error(
                "FLAC and MP3 need the native libraries of ONNX Runtime and its extensions, and one was not found "
                + $"({cause.GetBaseException().Message.ReplaceLineEndings(" ")}); add the packages Microsoft.ML.OnnxRuntime and "
                + "Microsoft.ML.OnnxRuntime.Extensions, or convert the recording to WAV.",
                cause);
        }
    }

    private static InferenceSession Load()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry(SharedArena.ConfigurationKey, "1");
        ExtensionsLibrary.Register(options);
        return new InferenceSession(Model(), options);
    }

    /// <summary>The graph as a protobuf message, written by the field numbers of onnx.proto.</summary>
    internal static byte[] Model()
    {
        const int Float = 1, Byte = 2;
        byte[] node = [.. Text(1, Input), .. Text(2, Output), .. Text(4, "AudioDecoder"), .. Text(7, Domain)];
        byte[] graph = [.. Field(1, node), .. Text(2, "decode"), .. Field(11, Value(Input, Byte, 1)), .. Field(12, Value(Output, Float, 2))];
        byte[] standard = [.. Text(1, ""), .. Number(2, 17)], contrib = [.. Text(1, Domain), .. Number(2, 1)];
        return [.. Number(1, 8), .. Field(7, graph), .. Field(8, standard), .. Field(8, contrib)];
    }

    private static byte[] Value(string name, int elementType, int rank)
    {
        byte[] shape = [.. Enumerable.Repeat(Field(1, []), rank).SelectMany(dimension => dimension)];
        byte[] tensor = [.. Number(1, elementType), .. Field(2, shape)];
        return [.. Text(1, name), .. Field(2, Field(1, tensor))];
    }

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    // Lengths below 16384 take at most two bytes of seven bits; the whole model has fewer.
    private static byte[] Field(int field, byte[] body) => body.Length < 128
        ? [(byte)((field << 3) | 2), (byte)body.Length, .. body]
        : [(byte)((field << 3) | 2), (byte)((body.Length & 127) | 128), (byte)(body.Length >> 7), .. body];

    private static byte[] Number(int field, int value) => [(byte)(field << 3), (byte)value];
}
