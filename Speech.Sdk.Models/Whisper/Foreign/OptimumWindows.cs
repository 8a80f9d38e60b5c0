using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Models.Whisper.Foreign;

/// <summary>Encoder states of a batch of windows, one tensor a window.</summary>
internal sealed class OptimumWindows : IEncodedWindows
{
    private readonly OptimumGraphs _graphs;
    private readonly int _frames;
    private readonly TensorBuffer _mel;
    private readonly OrtValue?[] _states;

    public OptimumWindows(OptimumGraphs graphs, int count, int frames)
    {
        _graphs = graphs;
        // Optimum's encoder adds all positions and so takes full windows only.
        _frames = frames == graphs.Config.WindowFrames ? frames : throw new ArgumentOutOfRangeException(nameof(frames), frames, "Full windows only.");
        _mel = new TensorBuffer(TensorElementType.Float, (long)graphs.Config.MelBins * frames);
        _states = new OrtValue?[count];
    }

    public Span<float> Mel => _mel.Span<float>();

    public Span<float> MelOf(int frames) => frames == _frames ? Mel : throw new ArgumentOutOfRangeException(nameof(frames), frames, "Full windows only.");

    public void Encode(InferenceCall call, int index)
    {
        bool half = _graphs.Encoder.InputType("input_features") == TensorElementType.Float16;
        using TensorBuffer? halves = half ? new TensorBuffer(TensorElementType.Float16, Mel.Length) : null;
        if (halves is not null)
            System.Numerics.Tensors.TensorPrimitives.ConvertToHalf(Mel, halves.Span<Half>());
        using OrtValue input = (halves ?? _mel).View([1, _graphs.Config.MelBins, _frames]);
        IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(
            _graphs.Encoder, new Dictionary<string, OrtValue> { ["input_features"] = input }, ["last_hidden_state"]);
        _states[index]?.Dispose();
        _states[index] = outputs[0];
    }

    public IWhisperDecoderState Start(
        InferenceCall call, IReadOnlyList<int> windows, IReadOnlyList<int[]> prompts, IReadOnlyList<int> scoredPositions, int rowsPerWindow)
    {
        var state = new OptimumDecoderState(_graphs);
        try
        {
            for (int index = 0; index < windows.Count; index++)
                state.Add(OptimumRows.Prefill(_graphs, call, _states[windows[index]]!, prompts[index], scoredPositions[index]));
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    public AlignmentScores Align(InferenceCall call, int window, ReadOnlySpan<int> tokens) =>
        throw new NotSupportedException("Optimum exports no alignment graph; ask CanAlign.");

    public void Dispose()
    {
        _mel.Dispose();
        foreach (OrtValue? state in _states)
            state?.Dispose();
    }
}
