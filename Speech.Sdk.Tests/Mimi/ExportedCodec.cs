using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Export;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.Mimi;
using Speech.Sdk.Export.Onnx;
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
        Step = OrtSession.Load(PathOf("codec-step.onnx"), ExecutionProvider.Cpu, threads);
        Recording = OrtSession.Load(PathOf("codec.onnx"), ExecutionProvider.Cpu, threads);
    }

    public OrtSession Step { get; }

    public OrtSession Recording { get; }

    public static ExportedCodec OfFolder(string checkpoint, int threads = 1) =>
        new(folder => CheckpointExporter.Export(checkpoint, folder, ExportOptions.Fp32), threads);

    /// <summary>The codec of a checkpoint that is the part of a model; the checkpoint is disposed.</summary>
    public static ExportedCodec OfPart(Checkpoint checkpoint, Func<Checkpoint, (MimiConfig Config, IMimiNames Names)> describe) => new(folder =>
    {
        using Checkpoint source = checkpoint;
        Directory.CreateDirectory(folder);
        (MimiConfig config, IMimiNames names) = describe(source);
        MimiExport.Write(new ExportJob(source, default, ExportOptions.Fp32, folder, null, default), source, config, names);
    });

    public string PathOf(string file) => _folder.Combine("model/" + file);

    /// <summary>Values inside the graph for recordings, which are made its outputs.</summary>
    public Dictionary<string, float[]> ValuesOfRecording(IEnumerable<string> values, float[] audio)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(PathOf("codec.onnx")));
        model.Graph.Output.Add(values.Select(value => new ValueInfoProto
        {
            Name = value,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } },
        }));
        File.WriteAllBytes(PathOf("inside.onnx"), model.ToByteArray());
        using OrtSession session = OrtSession.Load(PathOf("inside.onnx"), ExecutionProvider.Cpu, threads: 1);
        CodecShape shape = CodecShape.Of(session);
        int frames = audio.Length / shape.FrameSamples;
        using var state = new CodecState(shape, 1);
        using var tensors = new FrameTensors(shape, frames);
        state.Clear(0);
        for (int frame = 0; frame < frames; frame++)
        {
            audio.AsSpan(frame * shape.FrameSamples, shape.FrameSamples).CopyTo(tensors.Audio(frame));
            tensors.Place(frame, CodecShape.ColumnsPerFrame * frame);
        }

        using var views = new ViewSet();
        using OrtIoBinding binding = session.Native.CreateIoBinding();
        tensors.Bind(binding, views, 0, frames);
        state.Bind(binding, views, 0, 1);
        state.BindContextInPlace(binding, views);
        foreach (string value in values)
            binding.BindOutputToDevice(value, OrtMemoryInfo.DefaultInstance);
        using var call = new InferenceCall(default);
        call.Run(session, binding);
        using IDisposableReadOnlyCollection<OrtValue> outputs = binding.GetOutputValues();
        List<string> names = [.. binding.GetOutputNames()];
        return values.ToDictionary(value => value, value => outputs[names.IndexOf(value)].GetTensorDataAsSpan<float>().ToArray());
    }

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
