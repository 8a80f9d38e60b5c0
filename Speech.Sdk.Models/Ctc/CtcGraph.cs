using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Ctc;

/// <summary>
/// A graph that hears one clip at a time, of this SDK's exporter or another's. A mask, where the graph wants one, says that all of the clip is
/// valid; the weights of a language, where it has inputs for them, come with the call.
/// </summary>
internal sealed class CtcGraph : ICtcGraph
{
    private const string Mask = "attention_mask";
    private const string Output = "logits";

    private readonly OrtSession _session;
    private readonly string _input;
    private readonly string[] _languageInputs;

    /// <param name="session">The graph; disposed with this.</param>
    /// <param name="inputs">What the input may be called.</param>
    /// <param name="takesLanguages">Whether other inputs are the weights of a language.</param>
    /// <exception cref="ModelFolderException">The graph has other inputs or outputs.</exception>
    public CtcGraph(OrtSession session, IReadOnlyList<string> inputs, bool takesLanguages)
    {
        _session = session;
        _input = inputs.FirstOrDefault(session.HasInput) ?? "";
        _languageInputs = [.. session.Native.InputNames.Except([_input, Mask])];
        if (_input.Length > 0 && session.Native.OutputNames.Contains(Output) && (session.InputType(_input), session.OutputType(Output)) is var types && types != (TensorElementType.Float, TensorElementType.Float))
            throw new ModelFolderException($"{session.ModelPath} takes {types.Item1} and gives {types.Item2}; expected Float for both. Export it with float32 inputs and outputs.");
        if (_input.Length == 0 || (_languageInputs.Length > 0 && !takesLanguages) || !session.Native.OutputNames.Contains(Output) || session.OutputShape(Output).Length != 3)
        {
            throw new ModelFolderException(
                $"{session.ModelPath} has the inputs {string.Join(", ", session.Native.InputNames)} and the outputs {string.Join(", ", session.Native.OutputNames)}; " +
                $"expected {string.Join(" or ", inputs)}, {Mask} or not, and {Output} of [batch, frames, symbols]: a CTC model. Export it again.");
        }
    }

    public ExecutionProvider Provider => _session.Provider;

    public CtcScores Score(InferenceCall call, CtcHead head, TensorBuffer features, long[] shape)
    {
        Dictionary<string, OrtValue> inputs = [];
        using ViewSet views = new();
        inputs[_input] = views.Add(features.View([1, .. shape]));
        using TensorBuffer? mask = _session.HasInput(Mask) ? FullMask(shape[0]) : null;
        if (mask is not null)
            inputs[Mask] = views.Add(mask.View([1, shape[0]]));
        foreach (string name in _languageInputs)
            inputs[name] = views.Add(head.Weights!.View(name));
        using IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(_session, inputs, [Output]);
        return Normalize(outputs[0]);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Softmax of each frame, as logarithms.</summary>
    public static CtcScores Normalize(OrtValue logits)
    {
        int symbols = (int)logits.GetTensorTypeAndShape().Shape[^1];
        float[] scores = logits.GetTensorDataAsSpan<float>().ToArray();
        for (int start = 0; start < scores.Length; start += symbols)
            LogSumExp.Normalize(scores.AsSpan(start, symbols));
        return new CtcScores(scores, symbols);
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
