using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// What a batch of windows leaves for cross attention, a <see cref="CrossBuffer"/> for each <see cref="CrossTensor"/>. The encoder runs one window at a
/// time and writes straight into the batch, which is as fast as a batched run and needs less memory; a window that is shorter than there is room for is spread out there.
/// </summary>
internal sealed class EncodedWindows : IEncodedWindows
{
    private readonly WhisperGraphs _graphs;
    private readonly int _frames;
    private readonly TensorBuffer _mel;
    private readonly AudioPositions _positions;
    private readonly CrossBuffer[] _cross;
    private readonly WindowSlots _slots;
    private TensorBuffer? _held;
    private SelfAttentionCache? _cache;
    private int _melFrames;

    public EncodedWindows(WhisperGraphs graphs, int count, int frames)
    {
        _graphs = graphs;
        _frames = _melFrames = frames;
        Count = count;
        _slots = new WindowSlots(count);
        _mel = new TensorBuffer(TensorElementType.Float, (long)graphs.Config.MelBins * frames);
        int slots = WindowSlots.For(count);
        _positions = new AudioPositions(slots, frames / 2);
        try
        {
            _cross = AllOrNone.Of(from tensor in graphs.CrossTensors select new CrossBuffer(tensor, slots, frames / 2, graphs.Decoder.Memory));
        }
        catch
        {
            _positions.Dispose();
            _mel.Dispose();
            throw;
        }
    }

    public int Count { get; }

    public Span<float> Mel => MelOf(_frames);

    /// <summary>Where each window's keys and values lie; <see cref="Gather"/> changes it.</summary>
    public ReadOnlySpan<int> Slots => _slots.All;

    /// <summary>Where what the encoder left lies.</summary>
    public IEnumerable<nint> Addresses => [_positions.Address, .. _cross.Select(cross => cross.Address)];

    public Span<float> MelOf(int frames)
    {
        if (frames > _frames || (frames < _frames && !_graphs.MixesLengths))
            throw new ArgumentOutOfRangeException(nameof(frames), frames, $"There is room for windows of {_frames} frames.");
        _melFrames = frames;
        return _mel.Span<float>()[..(_graphs.Config.MelBins * frames)];
    }

    public void Encode(InferenceCall call, int index)
    {
        int slot = _slots[index], positions = _melFrames / 2;
        using (ViewSet views = new())
        {
            using OrtIoBinding binding = _graphs.Encoder.Native.CreateIoBinding();
            using (_graphs.Encoder.EnterToBind())
            {
                views.Input(binding, "mel", _mel.View([1, _graphs.Config.MelBins, _melFrames]));
                foreach (CrossBuffer cross in _cross)
                    views.Output(binding, cross.Tensor.Name, cross.Written(slot, positions));
            }

            call.Run(_graphs.Encoder, binding);
        }

        foreach (CrossBuffer cross in _cross)
            cross.Spread(slot, positions);
        _positions[slot] = positions;
    }

    public IWhisperDecoderState Start(
        InferenceCall call, IReadOnlyList<int> windows, IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions, int rowsPerWindow)
    {
        // A single one stays where it lies if there is a slot behind it, for its companion.
        if (windows.Count > 1 || _slots[windows[0]] + 1 == WindowSlots.For(Count))
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
        int slot = _slots[window], positions = _positions[slot];
        using var views = new ViewSet();
        using var ids = new TensorBuffer(TensorElementType.Int64, tokens.Length);
        for (int position = 0; position < tokens.Length; position++)
            ids.Span<long>()[position] = tokens[position];
        Dictionary<string, OrtValue> inputs = new() { ["input_ids"] = views.Add(ids.View([1, tokens.Length])) };
        foreach (CrossBuffer cross in _cross)
            inputs[cross.Tensor.Name] = views.Add(cross.Gathered(slot, positions));

        IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(_graphs.Alignment, inputs, ["alignment", "logits"]);
        return new AlignmentScores(outputs, outputs[0], outputs[1]);
    }

    /// <summary>Where windows that are decoded together begin: at the front; a single one is bound where it lies.</summary>
    public int FirstSlot(int windows, int first) => windows == 1 ? _slots[first] : 0;

    /// <summary>Binds some windows, adjacent by slot, as the decoder's cross-attention; nobody reads what the last of them, companions, say.</summary>
    public void Bind(OrtIoBinding binding, ViewSet views, int firstSlot, int windows, int companions)
    {
        if (_graphs.Decoder.HasInput(AudioPositions.Name))
            _positions.Bind(binding, views, firstSlot, windows, companions);
        foreach (CrossBuffer cross in _cross)
        {
            OrtValue view = cross.Batch(firstSlot, windows);
            views.Input(binding, cross.Tensor.Name, view);
            if (cross.Tensor.AppendedName is { } appended)
                views.Output(binding, appended, view);
        }
    }

    /// <summary>Moves some windows to the first slots, in any order; nothing is lost.</summary>
    public void Gather(ReadOnlySpan<int> windows)
    {
        while (_slots.Misplaced(windows) is var (window, other))
            Swap(window, other);
    }

    /// <summary>Keys and values of tokens for rows that begin; whoever decodes gives them back.</summary>
    public SelfAttentionCache LendCache(int rows, int promptLength)
    {
        SelfAttentionCache cache = _cache ?? new SelfAttentionCache(_graphs);
        _cache = null;
        try
        {
            cache.Begin(rows, promptLength);
            return cache;
        }
        catch
        {
            cache.Dispose();
            throw;
        }
    }

    /// <summary>Keeps them for the next text; in a device's memory they are made anew, since what is captured there depends on their capacity.</summary>
    public void TakeBack(SelfAttentionCache cache)
    {
        if (_cache is null && _graphs.Decoder.Memory.IsHost)
            _cache = cache;
        else
            cache.Dispose();
    }

    public void Dispose()
    {
        _cache?.Dispose();
        _held?.Dispose();
        _mel.Dispose();
        _positions.Dispose();
        foreach (CrossBuffer cross in _cross)
            cross.Dispose();
    }

    private void Swap(int first, int second)
    {
        (int slot, int other) = (_slots[first], _slots[second]);
        int positions = Math.Max(_positions[slot], _positions[other]);
        _held ??= new TensorBuffer(TensorElementType.UInt8, _cross.Max(cross => cross.SlotBytes), _graphs.Decoder.Memory);
        foreach (CrossBuffer cross in _cross)
            cross.Swap(slot, other, positions, _held);
        (_positions[slot], _positions[other]) = (_positions[other], _positions[slot]);
        _slots.Swap(first, second);
    }
}
