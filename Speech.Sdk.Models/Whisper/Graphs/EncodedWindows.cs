using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// What a batch of windows leaves for cross attention, a buffer for each <see cref="CrossTensor"/>. The encoder runs one window at a
/// time and writes straight into the batch, which is as fast as a batched run and needs less memory.
/// </summary>
internal sealed class EncodedWindows : IEncodedWindows
{
    private readonly WhisperGraphs _graphs;
    private readonly int _frames;
    private readonly TensorBuffer _mel;
    private readonly CrossBuffer[] _cross;
    private readonly int[] _slots;

    public EncodedWindows(WhisperGraphs graphs, int count, int frames)
    {
        _graphs = graphs;
        _frames = frames;
        Count = count;
        _mel = new TensorBuffer(TensorElementType.Float, (long)graphs.Config.MelBins * frames);
        _slots = [.. Enumerable.Range(0, count)];
        try
        {
            // A window more, for an odd row's companion: it is never written, so that most of its memory is never touched either.
            _cross = AllOrNone.Of(
                from tensor in graphs.CrossTensors
                let elements = tensor.Elements(Positions)
                select new CrossBuffer(tensor, new TensorBuffer(tensor.ElementType, (count + 1) * elements, graphs.Decoder.Memory), elements));
        }
        catch
        {
            _mel.Dispose();
            throw;
        }
    }

    public int Count { get; }

    public Span<float> Mel => _mel.Span<float>();

    /// <summary>Where each window's keys and values lie; <see cref="Gather"/> changes it.</summary>
    public ReadOnlySpan<int> Slots => _slots;

    /// <summary>Where what the encoder left lies.</summary>
    public IEnumerable<nint> Addresses => _cross.Select(cross => cross.Buffer.Address);

    private int Positions => _frames / 2;

    public void Encode(InferenceCall call, int index)
    {
        using var views = new ViewSet();
        using OrtIoBinding binding = _graphs.Encoder.Native.CreateIoBinding();
        using (_graphs.Encoder.EnterToBind())
        {
            views.Input(binding, "mel", _mel.View([1, _graphs.Config.MelBins, _frames]));
            foreach (CrossBuffer cross in _cross)
                views.Output(binding, cross.Tensor.Name, View(cross, _slots[index], 1));
        }

        call.Run(_graphs.Encoder, binding);
    }

    public IWhisperDecoderState Start(
        InferenceCall call, IReadOnlyList<int> windows, IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions, int rowsPerWindow)
    {
        if (windows.Count > 1)
            Gather([.. windows]);
        var state = new WhisperDecoderState(_graphs, this, windows, call, rowsPerWindow, PromptFeed.LengthOf(prompts));
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
        foreach (CrossBuffer cross in _cross)
            inputs[cross.Tensor.Name] = views.Add(View(cross, _slots[window], 1));
        IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(_graphs.Alignment, inputs, ["alignment", "logits"]);
        return new AlignmentScores(outputs, outputs[0], outputs[1]);
    }

    /// <summary>Where windows that are decoded together begin: at the front; a single one is bound where it lies.</summary>
    public int FirstSlot(int windows, int first) => windows == 1 ? _slots[first] : 0;

    /// <summary>Binds some windows, adjacent by slot, as the decoder's cross-attention.</summary>
    public void Bind(OrtIoBinding binding, ViewSet views, int firstSlot, int windows)
    {
        foreach (CrossBuffer cross in _cross)
        {
            OrtValue view = View(cross, firstSlot, windows);
            views.Input(binding, cross.Tensor.Name, view);
            if (cross.Tensor.AppendedName is { } appended)
                views.Output(binding, appended, view);
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
        using TensorBuffer held = new(TensorElementType.UInt8, _cross.Max(cross => cross.Bytes), _graphs.Decoder.Memory);
        foreach (CrossBuffer cross in _cross)
        {
            long bytes = cross.Bytes;
            (long one, long other) = (_slots[first] * bytes, _slots[second] * bytes);
            cross.Buffer.CopyTo(one, bytes, held, 0, bytes, bytes);
            cross.Buffer.CopyTo(other, bytes, cross.Buffer, one, bytes, bytes);
            held.CopyTo(0, bytes, cross.Buffer, other, bytes, bytes);
        }

        (_slots[first], _slots[second]) = (_slots[second], _slots[first]);
    }

    public void Dispose()
    {
        _mel.Dispose();
        foreach (CrossBuffer cross in _cross)
            cross.Dispose();
    }

    private OrtValue View(CrossBuffer cross, int slot, int windows) => cross.Buffer.View(cross.Tensor.ShapeFor(windows, Positions), slot * cross.Elements);

    /// <param name="Tensor">What it holds of every window.</param>
    /// <param name="Buffer">All windows, by slot.</param>
    /// <param name="Elements">Elements of one window.</param>
    private readonly record struct CrossBuffer(CrossTensor Tensor, TensorBuffer Buffer, long Elements) : IDisposable
    {
        /// <summary>Bytes of one window.</summary>
        public long Bytes => Elements * Buffer.ElementSize;

        public void Dispose() => Buffer.Dispose();
    }
}
