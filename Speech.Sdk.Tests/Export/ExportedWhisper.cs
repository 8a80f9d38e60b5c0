using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Speech.Sdk.Tests.Export;

/// <summary>An exported folder's three graphs on ONNX Runtime's CPU provider, driven as directly as can be.</summary>
internal sealed class ExportedWhisper : IDisposable
{
    public const int Capacity = 64;
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 2, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
    private readonly RunOptions _run = new();
    private readonly InferenceSession _encoder;
    private readonly InferenceSession _decoder;
    private readonly InferenceSession _alignment;

    public ExportedWhisper(string folder)
    {
        _encoder = new InferenceSession(Path.Combine(folder, "encoder.onnx"), _options);
        _decoder = new InferenceSession(Path.Combine(folder, "decoder.onnx"), _options);
        _alignment = new InferenceSession(Path.Combine(folder, "alignment.onnx"), _options);
        Layers = _decoder.InputNames.Count(name => name.StartsWith("self_k_", StringComparison.Ordinal));
        NodeMetadata cache = _decoder.InputMetadata["self_k_0"];
        (Heads, HeadWidth, CacheType) = (cache.Dimensions[1], cache.Dimensions[3], cache.ElementDataType);
        Mels = _encoder.InputMetadata["mel"].Dimensions[1];
        Vocabulary = _decoder.OutputMetadata["logits"].Dimensions[2];
    }

    public int Layers { get; }

    public int Heads { get; }

    public int HeadWidth { get; }

    public int Mels { get; }

    public int Vocabulary { get; }

    private TensorElementType CacheType { get; }

    /// <summary>last_hidden_state and everything for cross attention of mel spectrograms [mels, frames], one an audio.</summary>
    public Encoded Encode(params float[][] mels)
    {
        using OrtValue mel = OrtValue.CreateTensorValueFromMemory(mels.SelectMany(m => m).ToArray(), [mels.Length, Mels, mels[0].Length / Mels]);
        string[] names = ["last_hidden_state", .. CrossNames()];
        return new Encoded(_encoder.Run(_run, ["mel"], [mel], names), mels.Length);
    }

    /// <summary>Empty self-attention buffers for a batch.</summary>
    public Cache CreateCache(int batch, int capacity = Capacity) => new(
        [.. Enumerable.Range(0, 2 * Layers).Select(_ => OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, CacheType, [batch, Heads, capacity, HeadWidth]))]);

    /// <summary>
    /// Runs ids [batch, tokens] after <paramref name="past"/> tokens a row and returns the logits [batch, vocabulary] at each
    /// row's last true token; rows may be padded on the right.
    /// </summary>
    public float[][] Decode(Encoded audio, Cache cache, long[][] ids, int[] past, int[]? lengths = null, int? longest = null)
    {
        int batch = ids.Length;
        int tokens = ids[0].Length;
        lengths ??= [.. ids.Select(row => row.Length)];
        float[] scores = Decode(audio, cache, ids, past, lengths, [.. lengths.Select(length => (long[])[length - 1])], longest);
        return [.. Enumerable.Range(0, batch).Select(row => scores[(row * Vocabulary)..((row + 1) * Vocabulary)])];
    }

    /// <summary>The same for any positions [batch, scored]: logits [batch, scored, vocabulary], flat.</summary>
    public float[] Decode(Encoded audio, Cache cache, long[][] ids, int[] past, int[] lengths, long[][] scored, int? longest = null)
    {
        int batch = ids.Length;
        int tokens = ids[0].Length;
        int[] total = [.. past.Zip(lengths, (before, length) => before + length)];
        using var binding = _decoder.CreateIoBinding();
        List<OrtValue> owned = [];
        Bind("input_ids", ids.SelectMany(row => row).ToArray(), batch, tokens);
        Bind("position_ids", past.SelectMany(before => Enumerable.Range(0, tokens).Select(i => (long)(before + i))).ToArray(), batch, tokens);
        Bind("logit_positions", scored.SelectMany(row => row).ToArray(), batch, scored[0].Length);
        Bind("seqlens_k", total.Select(n => n - 1).ToArray(), batch);
        Bind("total_sequence_length", new[] { longest ?? total.Max() }, 1);
        if (_decoder.InputNames.Contains("audio_positions"))
            Bind("audio_positions", Enumerable.Repeat((int)audio.Values[0].GetTensorTypeAndShape().Shape[1], (int)audio.Values[0].GetTensorTypeAndShape().Shape[0]).ToArray(), audio.Values[0].GetTensorTypeAndShape().Shape[0]);
        foreach ((string cross, OrtValue value) in CrossNames().Zip(audio.Values.Skip(1)))
            BindBothWays(cross, value);
        foreach ((string self, OrtValue value) in SelfNames().Zip(cache.Values))
            BindBothWays(self, value);

        var logits = new float[batch * scored[0].Length * Vocabulary];
        using OrtValue output = OrtValue.CreateTensorValueFromMemory(logits, [batch, scored[0].Length, Vocabulary]);
        binding.BindOutput("logits", output);
        _decoder.RunWithBinding(_run, binding);
        owned.ForEach(value => value.Dispose());
        return logits;

        void BindBothWays(string name, OrtValue value)
        {
            binding.BindInput(name, value);
            string appended = name.Insert(name.LastIndexOf('_'), "_out");
            if (_decoder.OutputMetadata.ContainsKey(appended))
                binding.BindOutput(appended, value);
        }

        void Bind<T>(string name, T[] values, params long[] shape)
            where T : unmanaged
        {
            OrtValue value = OrtValue.CreateTensorValueFromMemory(values, shape);
            owned.Add(value);
            binding.BindInput(name, value);
        }
    }

    /// <summary>alignment [batch, heads, tokens, positions] and logits [batch, tokens, vocabulary], flat, with alignment's shape.</summary>
    public (float[] Alignment, long[] Shape, float[] Logits) Align(Encoded audio, long[][] ids)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(ids.SelectMany(row => row).ToArray(), [ids.Length, ids[0].Length]);
        using IDisposableReadOnlyCollection<OrtValue> outputs =
            _alignment.Run(_run, ["input_ids", .. CrossNames()], [input, .. audio.Values.Skip(1)], ["alignment", "logits"]);
        return (outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape, outputs[1].GetTensorDataAsSpan<float>().ToArray());
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
        _alignment.Dispose();
        _run.Dispose();
        _options.Dispose();
    }

    private IEnumerable<string> CrossNames() => _decoder.InputNames.Where(name => name.StartsWith("cross_", StringComparison.Ordinal));

    private IEnumerable<string> SelfNames() => _decoder.InputNames.Where(name => name.StartsWith("self_", StringComparison.Ordinal));

    /// <summary>The encoder's outputs.</summary>
    internal sealed class Encoded(IDisposableReadOnlyCollection<OrtValue> values, int audios) : IDisposable
    {
        public IDisposableReadOnlyCollection<OrtValue> Values => values;

        public int Audios => audios;

        /// <summary>last_hidden_state [audios, positions, width], flat.</summary>
        public float[] Hidden => values[0].GetTensorTypeAndShape().ElementDataType == TensorElementType.Float16
            ? [.. values[0].GetTensorDataAsSpan<Float16>().ToArray().Select(value => (float)value)]
            : values[0].GetTensorDataAsSpan<float>().ToArray();

        public long[] Shape => values[0].GetTensorTypeAndShape().Shape;

        public void Dispose() => values.Dispose();
    }

    /// <summary>Self-attention keys and values, bound as input and output alike.</summary>
    internal sealed class Cache(OrtValue[] values) : IDisposable
    {
        public OrtValue[] Values => values;

        public void Dispose() => Array.ForEach(values, value => value.Dispose());
    }
}
