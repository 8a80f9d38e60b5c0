using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// The runs that a step of the decoder takes, bound once and again only when they change: one of all windows or, where each has several
/// queries and the graph takes those of one window alone, one a window.
/// </summary>
internal sealed class DecoderRuns(WhisperGraphs graphs, EncodedWindows windows, SelfAttentionCache cache, DecoderTensors tensors, int firstSlot) : IDisposable
{
    private readonly List<OrtIoBinding> _bindings = [];
    private readonly ViewSet _views = new();
    private (DecoderRun Run, int Capacity)? _bound;
    private int _count;
    private int _captured = CapturedRuns.None;

    /// <summary>What the last run read and wrote.</summary>
    public IReadOnlyList<BoundTensor> Bound => _views.Bound;

    public void Run(InferenceCall call, DecoderRun run)
    {
        if (_bound != (run, cache.Capacity) || graphs.Decoder.CopiesWhenBound)
            Bind(run);
        // A captured step keeps the length that it was captured with; attention reads each row's own on the device, and no further.
        if (_captured != CapturedRuns.None)
            tensors.Longest = cache.Capacity;
        tensors.Send(run);
        for (int index = 0; index < _count; index++)
            call.Run(graphs.Decoder, _bindings[index], _captured);
        tensors.Fetch(run);
    }

    /// <summary>Lets go of what is bound, before its memory goes.</summary>
    public void Unbind()
    {
        foreach (OrtIoBinding binding in _bindings)
        {
            binding.ClearBoundInputs();
            binding.ClearBoundOutputs();
        }

        _views.Dispose();
        (_bound, _count) = (null, 0);
    }

    public void Dispose()
    {
        foreach (OrtIoBinding binding in _bindings)
            binding.Dispose();
        _views.Dispose();
    }

    private void Bind(DecoderRun run)
    {
        Unbind();
        using CudaTurns.Turn turn = graphs.Decoder.EnterToBind();
        foreach (DecoderRun part in graphs.TakesOneWindow && run.RowsPerWindow * run.TokensPerRow > 1 ? run.ByWindow() : [run])
        {
            if (_count == _bindings.Count)
                _bindings.Add(graphs.Decoder.Native.CreateIoBinding());
            OrtIoBinding binding = _bindings[_count++];
            tensors.Bind(binding, _views, part);
            windows.Bind(binding, _views, firstSlot + part.FirstWindow, part.Windows, part.Companions);
            cache.Bind(binding, _views, part.FirstRow, part.Rows);
        }

        _bound = (run, cache.Capacity);
        _captured = CanCapture(run) ? graphs.Captured.NumberOf(Identity()) : CapturedRuns.None;
    }

    /// <summary>Whether a run is a step, which comes again and again, and one run alone.</summary>
    private bool CanCapture(DecoderRun run) => graphs.Decoder.CapturesSteps && run is { TokensPerRow: 1, ScoresPerRow: 1, FirstToken: 0, FirstWindow: 0, FirstScore: 0 } && _count == 1;

    private long[] Identity() => CapturedRuns.Identity([.. tensors.Addresses, .. windows.Addresses, .. cache.Addresses], [firstSlot], _views.Bound);
}
