using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt.Codec;
using Speech.Sdk.Tests.Export;

namespace Speech.Sdk.Tests.Mimi;

/// <summary>A codec's two exported graphs on the CPU.</summary>
internal sealed class ExportedCodec : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExportedCodec(Action<string> export, int threads = 1)
    {
        export(_folder.Combine("model"));
        Step = OrtSession.Load(_folder.Combine("model/codec-step.onnx"), ExecutionProvider.Cpu, threads);
        Recording = OrtSession.Load(_folder.Combine("model/codec.onnx"), ExecutionProvider.Cpu, threads);
    }

    public OrtSession Step { get; }

    public OrtSession Recording { get; }

    public static ExportedCodec OfFolder(string checkpoint, int threads = 1) =>
        new(folder => CheckpointExporter.Export(checkpoint, folder, ExportOptions.Fp32), threads);

    /// <summary>Codes [frames, codebooks] of one recording, in calls of so many frames.</summary>
    public long[] EncodeRecording(ReadOnlySpan<float> audio, int framesPerCall = int.MaxValue)
    {
        using var encoder = new RecordingEncoder(Recording);
        int frames = audio.Length / encoder.FrameSamples;
        var codes = new long[frames * encoder.Codebooks];
        for (int first = 0; first < frames; first += framesPerCall)
        {
            int count = Math.Min(framesPerCall, frames - first);
            encoder.Encode(
                audio.Slice(first * encoder.FrameSamples, count * encoder.FrameSamples), codes.AsSpan(first * encoder.Codebooks, count * encoder.Codebooks), default);
        }

        return codes;
    }

    /// <summary>The same frame by frame.</summary>
    public long[] EncodeFrames(ReadOnlySpan<float> audio)
    {
        using var encoder = new FrameEncoder(Step);
        encoder.Add();
        List<long> codes = [];
        for (int first = 0; first + encoder.FrameSamples <= audio.Length; first += encoder.FrameSamples)
            codes.AddRange(NextFrame(encoder, 0, audio.Slice(first, encoder.FrameSamples)));
        return [.. codes];
    }

    /// <summary>Feeds a frame to one row alone.</summary>
    public static long[] NextFrame(FrameEncoder encoder, int row, ReadOnlySpan<float> samples)
    {
        samples.CopyTo(encoder.Audio(row));
        var rows = new bool[encoder.Count];
        rows[row] = true;
        encoder.Step(rows, default);
        return encoder.Codes(row).ToArray();
    }

    public void Dispose()
    {
        Step.Dispose();
        Recording.Dispose();
        _folder.Dispose();
    }
}
