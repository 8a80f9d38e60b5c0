using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Ctc;

/// <summary>
/// A graph of this SDK's exporter or another's, that hears clips of one length. A mask, where the graph wants one, says that all of a clip is
/// valid; the weights of a language, where it has inputs for them, come with the call. Beside it there may be the same graph for
/// clips of many lengths.
/// </summary>
internal sealed class CtcGraph : ICtcGraph
{
    private const string Mask = "attention_mask";
    private const string Output = "logits";
    private const string Lengths = "lengths";

    // Where a clip's padding begins for strided layers.
    private const string Ends = "ends";

    private readonly OrtSession _session;
    private readonly OrtSession? _padded;
    private readonly string _input;
    private readonly string[] _languageInputs;

    /// <param name="session">The graph; disposed with this.</param>
    /// <param name="padded">The same for clips of many lengths; disposed with this. Null where there is none, or none is wanted.</param>
    /// <param name="inputs">What the input may be called.</param>
    /// <param name="takesLanguages">Whether other inputs are the weights of a language.</param>
    /// <exception cref="ModelFolderException">The graph has other inputs or outputs.</exception>
    public CtcGraph(OrtSession session, OrtSession? padded, IReadOnlyList<string> inputs, bool takesLanguages)
    {
        _session = session;
        _padded = padded;
        _input = inputs.FirstOrDefault(session.HasInput) ?? "";
        _languageInputs = [.. session.Native.InputNames.Except([_input, Mask, Lengths, Ends])];
        if (_input.Length == 0 || (_languageInputs.Length > 0 && !takesLanguages) || !session.Native.OutputNames.Contains(Output) || session.OutputShape(Output).Length != 3)
        {
            throw new ModelFolderException(
                $"{session.ModelPath} has the inputs {string.Join(", ", session.Native.InputNames)} and the outputs {string.Join(", ", session.Native.OutputNames)}; " +
                $"expected {string.Join(" or ", inputs)}, {Mask} or not, and {Output} of [batch, frames, symbols]: a CTC model. Export it again.");
        }

        if ((session.InputType(_input), session.OutputType(Output)) is var types && types != (TensorElementType.Float, TensorElementType.Float))
            throw new ModelFolderException($"{session.ModelPath} takes {types.Item1} and gives {types.Item2}; expected Float for both. Export it with float32 inputs and outputs.");
    }

    public ExecutionProvider Provider => _session.Provider;

    public required bool TakesBatches { get; init; }

    public bool HearsEnds => _session.HasInput(Ends);

    public IReadOnlyList<CtcScores> Score(InferenceCall call, CtcHead head, TensorBuffer features, long[] shape, long[] lengths, long[] ends, int[] frames)
    {
        OrtSession session = _session.HasInput(Lengths) || lengths.All(length => length == shape[0]) ? _session : _padded ?? throw new InvalidOperationException("Clips of many lengths were given to a graph that does not take them.");
        long batch = lengths.Length;
        using ViewSet views = new();
        Dictionary<string, OrtValue> inputs = new() { [_input] = views.Add(features.View([batch, .. shape])) };
        foreach ((string name, long[] counts) in new[] { (Lengths, lengths), (Ends, ends) }.Where(counts => session.HasInput(counts.Item1)))
            inputs[name] = views.Add(OrtValue.CreateTensorValueFromMemory(counts, [batch]));
        using TensorBuffer? mask = session.HasInput(Mask) ? FullMask(batch * shape[0]) : null;
        if (mask is not null)
            inputs[Mask] = views.Add(mask.View([batch, shape[0]]));
        foreach (string name in _languageInputs)
            inputs[name] = views.Add(head.Weights!.View(name));
        using IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(session, inputs, [Output]);
        return Normalize(outputs[0], frames);
    }

    public void Dispose()
    {
        _session.Dispose();
        _padded?.Dispose();
    }

    /// <summary>Softmax of each clip's own frames, as logarithms.</summary>
    private static List<CtcScores> Normalize(OrtValue logits, int[] frames)
    {
        long[] shape = logits.GetTensorTypeAndShape().Shape;
        (int rows, int symbols) = ((int)shape[1], (int)shape[2]);
        ReadOnlySpan<float> values = logits.GetTensorDataAsSpan<float>();
        List<CtcScores> clips = [];
        for (int clip = 0; clip < frames.Length; clip++)
        {
            // An exporter's graph may count one frame more or less than the front end.
            float[] scores = values.Slice(clip * rows * symbols, (frames.Length == 1 ? Math.Min(rows, frames[clip]) : frames[clip]) * symbols).ToArray();
            for (int start = 0; start < scores.Length; start += symbols)
                LogSumExp.Normalize(scores.AsSpan(start, symbols));
            clips.Add(new CtcScores(scores, symbols));
        }

        return clips;
    }

    private TensorBuffer FullMask(long length)
    {
        bool isLong = _session.InputType(Mask) == TensorElementType.Int64;
        TensorBuffer mask = new(isLong ? TensorElementType.Int64 : TensorElementType.Int32, length);
        if (isLong)
            mask.Span<long>().Fill(1);
        else
            mask.Span<int>().Fill(1);
        return mask;
    }
}
