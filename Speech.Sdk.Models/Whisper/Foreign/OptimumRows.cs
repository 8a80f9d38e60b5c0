using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Models.Whisper.Foreign;

/// <summary>The hypotheses of one window: the graphs' caches by input name, and the scores of the next token.</summary>
internal sealed class OptimumRows : IDisposable
{
    private readonly OptimumGraphs _graphs;
    private readonly InferenceCall _call;
    private readonly OrtValue _encoderStates;
    private readonly Dictionary<string, CacheTensor> _cache = [];
    private float[] _logits = [];

    private OptimumRows(OptimumGraphs graphs, InferenceCall call, OrtValue encoderStates)
    {
        _graphs = graphs;
        _call = call;
        _encoderStates = encoderStates;
    }

    public int Count { get; private set; } = 1;

    public float[] PromptLogits { get; private set; } = [];

    public static OptimumRows Prefill(OptimumGraphs graphs, InferenceCall call, OrtValue encoderStates, int[] prompt, int scoredPosition)
    {
        var rows = new OptimumRows(graphs, call, encoderStates);
        try
        {
            using var views = new ViewSet();
            Dictionary<string, OrtValue> inputs = rows.Inputs(graphs.PromptDecoder, views, prompt, useCache: false);
            rows.Run(graphs.PromptDecoder, inputs, tokensPerRow: prompt.Length, scoredPosition);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public Span<float> Logits(int row) => _logits.AsSpan(row * _graphs.Config.VocabularySize, _graphs.Config.VocabularySize);

    public void Advance(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents)
    {
        bool unchanged = parents.Length == Count;
        for (int row = 0; unchanged && row < parents.Length; row++)
            unchanged = parents[row] == row;
        if (!unchanged)
        {
            foreach (string name in _cache.Keys.ToArray())
            {
                CacheTensor gathered = _cache[name].Gather(parents);
                _cache[name].Dispose();
                _cache[name] = gathered;
            }
        }

        Count = parents.Length;
        using var views = new ViewSet();
        Run(_graphs.StepDecoder, Inputs(_graphs.StepDecoder, views, tokens, useCache: true), tokensPerRow: 1, scoredPosition: null);
    }

    public void Dispose()
    {
        foreach (CacheTensor tensor in _cache.Values)
            tensor.Dispose();
        _cache.Clear();
    }

    private Dictionary<string, OrtValue> Inputs(OrtSession session, ViewSet views, ReadOnlySpan<int> tokens, bool useCache)
    {
        long[] ids = new long[tokens.Length];
        for (int index = 0; index < ids.Length; index++)
            ids[index] = tokens[index];
        var inputs = new Dictionary<string, OrtValue>
        {
            ["input_ids"] = views.Add(OrtValue.CreateTensorValueFromMemory(ids, useCache ? [tokens.Length, 1] : [1, tokens.Length])),
        };
        if (session.HasInput("encoder_hidden_states"))
            inputs["encoder_hidden_states"] = Count == 1 ? _encoderStates : views.Add(Repeated());
        if (session.HasInput("use_cache_branch"))
            inputs["use_cache_branch"] = views.Add(OrtValue.CreateTensorValueFromMemory(new[] { useCache }, [1]));
        foreach (string name in session.Native.InputNames.Where(name => name.StartsWith("past_key_values.", StringComparison.Ordinal)))
            inputs[name] = _cache.TryGetValue(name, out CacheTensor? cached) ? cached.Value : views.Add(Empty(session, name));
        return inputs;
    }

    private void Run(OrtSession session, Dictionary<string, OrtValue> inputs, int tokensPerRow, int? scoredPosition)
    {
        IReadOnlyList<string> names = session.Native.OutputNames;
        IDisposableReadOnlyCollection<OrtValue> outputs = _call.Run(session, inputs, [.. names]);
        for (int index = 0; index < names.Count; index++)
        {
            string past = names[index].Replace("present.", "past_key_values.", StringComparison.Ordinal);
            if (names[index] == "logits")
            {
                ReadLogits(outputs[index], tokensPerRow, scoredPosition);
                outputs[index].Dispose();
            }
            else if (past == names[index] || (past.Contains(".encoder.", StringComparison.Ordinal) && _cache.ContainsKey(past)))
            {
                // A merged decoder's cache branch returns empty encoder keys; the prompt's stay valid.
                outputs[index].Dispose();
            }
            else
            {
                if (_cache.Remove(past, out CacheTensor? old))
                    old.Dispose();
                _cache[past] = new CacheTensor(outputs[index]);
            }
        }
    }

    private void ReadLogits(OrtValue logits, int tokensPerRow, int? scoredPosition)
    {
        int vocabulary = _graphs.Config.VocabularySize;
        float[] scores = new float[Count * vocabulary];
        for (int row = 0; row < Count; row++)
            Read((row * tokensPerRow) + tokensPerRow - 1, scores.AsSpan(row * vocabulary, vocabulary));
        if (scoredPosition is { } position)
        {
            PromptLogits = new float[vocabulary];
            Read(position, PromptLogits);
        }

        _logits = scores;

        void Read(int position, Span<float> target)
        {
            if (_graphs.PromptDecoder.OutputType("logits") == TensorElementType.Float16)
                TensorPrimitives.ConvertToSingle(System.Runtime.InteropServices.MemoryMarshal.Cast<Microsoft.ML.OnnxRuntime.Float16, Half>(
                    logits.GetTensorDataAsSpan<Microsoft.ML.OnnxRuntime.Float16>()).Slice(position * vocabulary, vocabulary), target);
            else
                logits.GetTensorDataAsSpan<float>().Slice(position * vocabulary, vocabulary).CopyTo(target);
        }
    }

    private OrtValue Repeated()
    {
        using var tensor = new CacheTensor(_encoderStates, owned: false);
        return tensor.Gather(new int[Count]).Value;
    }

    private OrtValue Empty(OrtSession session, string name) => OrtValue.CreateAllocatedTensorValue(
        OrtAllocator.DefaultInstance, session.InputType(name), [Count, _graphs.Config.DecoderHeads, 0, _graphs.Config.HeadSize]);
}
