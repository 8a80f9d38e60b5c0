using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// The cross-attention's keys and values of a batch of windows, [windows, heads, positions, head size] a layer. The encoder
/// runs one window at a time and writes straight into the batch, which is as fast as a batched run and needs less memory.
/// </summary>
internal sealed class EncodedWindows : IEncodedWindows
{
    private readonly WhisperGraphs _graphs;
    private readonly int _frames;
    private readonly TensorBuffer _mel;
    private readonly TensorBuffer[] _keys;
    private readonly TensorBuffer[] _values;
    private readonly int[] _slots;

    public EncodedWindows(WhisperGraphs graphs, int count, int frames)
    {
        _graphs = graphs;
        _frames = frames;
        Count = count;
        _mel = new TensorBuffer(TensorElementType.Float, (long)graphs.Config.MelBins * frames);
        _keys = Buffers();
        _values = Buffers();
        _slots = [.. Enumerable.Range(0, count)];

        TensorBuffer[] Buffers() => [.. graphs.LayerNames.Select(_ => new TensorBuffer(graphs.CacheType, count * WindowElements))];
    }

    public int Count { get; }

    public Span<float> Mel => _mel.Span<float>();

    /// <summary>Where each window's keys and values lie; <see cref="Gather"/> changes it.</summary>
    public ReadOnlySpan<int> Slots => _slots;

    private long WindowElements => (long)_graphs.Config.ModelSize * Positions;

    private int Positions => _frames / 2;

    public void Encode(InferenceCall call, int index)
    {
        using var views = new ViewSet();
        using OrtIoBinding binding = _graphs.Encoder.Native.CreateIoBinding();
        binding.BindInput("mel", views.Add(_mel.View([1, _graphs.Config.MelBins, _frames])));
        long offset = _slots[index] * WindowElements;
        foreach (DecoderLayerNames names in _graphs.LayerNames)
        {
            binding.BindOutput(names.CrossKey, views.Add(_keys[names.Layer].View(Shape(1), offset)));
            binding.BindOutput(names.CrossValue, views.Add(_values[names.Layer].View(Shape(1), offset)));
        }

        call.Run(_graphs.Encoder, binding);
    }

    public IWhisperDecoderState Start(
        InferenceCall call, IReadOnlyList<int> windows, IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions, int rowsPerWindow)
    {
        if (windows.Count > 1)
            Gather([.. windows]);
        var state = new WhisperDecoderState(_graphs, this, windows, call, rowsPerWindow, prompts.Max(prompt => prompt.Length));
        try
        {
            state.Prefill(prompts, scoredPositions);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    public AlignmentScores Align(InferenceCall call, int window, ReadOnlySpan<int> tokens)
    {
        using var views = new ViewSet();
        using var ids = new TensorBuffer(TensorElementType.Int64, tokens.Length);
        for (int position = 0; position < tokens.Length; position++)
            ids.Span<long>()[position] = tokens[position];
        Dictionary<string, OrtValue> inputs = new() { ["input_ids"] = views.Add(ids.View([1, tokens.Length])) };
        long offset = _slots[window] * WindowElements;
        foreach (DecoderLayerNames names in _graphs.LayerNames)
        {
            inputs[names.CrossKey] = views.Add(_keys[names.Layer].View(Shape(1), offset));
            inputs[names.CrossValue] = views.Add(_values[names.Layer].View(Shape(1), offset));
        }

        IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(_graphs.Alignment, inputs, ["alignment", "logits"]);
        return new AlignmentScores(outputs, outputs[0], outputs[1]);
    }

    /// <summary>Where windows that are decoded together begin: at the front; a single one is bound where it lies.</summary>
    public int FirstSlot(int windows, int first) => windows == 1 ? _slots[first] : 0;

    /// <summary>Binds some windows, adjacent by slot, as the decoder's cross-attention.</summary>
    public void Bind(OrtIoBinding binding, ViewSet views, int firstSlot, int windows)
    {
        long offset = firstSlot * WindowElements;
        foreach (DecoderLayerNames names in _graphs.LayerNames)
        {
            binding.BindInput(names.CrossKey, views.Add(_keys[names.Layer].View(Shape(windows), offset)));
            binding.BindInput(names.CrossValue, views.Add(_values[names.Layer].View(Shape(windows), offset)));
        }
    }

    /// <summary>Moves some windows to the first slots, in any order; nothing is lost.</summary>
    public void Gather(ReadOnlySpan<int> windows)
    {
        foreach (int window in windows)
        {
            if (_slots[window] < windows.Length)
                continue;
            int other = 0;
            while (_slots[other] >= windows.Length || windows.Contains(other))
                other++;
            Swap(window, other);
        }
    }

    private void Swap(int first, int second)
    {
        int bytes = checked((int)(WindowElements * _keys[0].ElementSize));
        byte[] held = System.Buffers.ArrayPool<byte>.Shared.Rent(bytes);
        foreach (TensorBuffer buffer in _keys.Concat(_values))
        {
            Span<byte> one = buffer.Slice((long)_slots[first] * bytes, bytes);
            Span<byte> other = buffer.Slice((long)_slots[second] * bytes, bytes);
            one.CopyTo(held);
            other.CopyTo(one);
            held.AsSpan(0, bytes).CopyTo(other);
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(held);
        (_slots[first], _slots[second]) = (_slots[second], _slots[first]);
    }

    public void Dispose()
    {
        _mel.Dispose();
        foreach (TensorBuffer buffer in _keys.Concat(_values))
            buffer.Dispose();
    }

    private long[] Shape(int windows) => [windows, _graphs.Config.DecoderHeads, Positions, _graphs.Config.HeadSize];
}
