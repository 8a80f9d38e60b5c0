using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.FrontEnds;

namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>A speech encoder with a classifier's or embedder's head, and the front end that makes its input: clips in, rows of numbers out. Thread-safe.</summary>
internal sealed class HeadGraph : IDisposable
{
    /// <summary>As much as models are given at once: they were trained on less, and attention grows with the square.</summary>
    private const int WindowSeconds = 30;

    private const string Mask = "attention_mask";

    private readonly OrtSession _session;
    private readonly IFrontEnd _frontEnd;
    private readonly string _input;

    private HeadGraph(OrtSession session, HeadSource source)
    {
        (_session, _frontEnd) = (session, source.FrontEnd);
        _input = source.Inputs.FirstOrDefault(session.HasInput) ?? throw new ModelFolderException(
            $"{session.ModelPath} has the inputs {string.Join(", ", session.Native.InputNames)}; expected {string.Join(" or ", source.Inputs)}. Export the checkpoint again.");
    }

    public required string Model { get; init; }

    public required string Family { get; init; }

    public required string Precision { get; init; }

    public ExecutionProvider Provider => _session.Provider;

    /// <summary>What was chosen to run it on, and why nothing else.</summary>
    public ProviderReport? ProviderReport { get; init; }

    public IFrontEnd FrontEnd => _frontEnd;

    public int SampleRate => _frontEnd.SampleRate;

    public int WindowSamples => WindowSeconds * SampleRate;

    // Processors are as fast one window at a time, in less memory.
    public int WindowsAtOnce => Provider == ExecutionProvider.Cpu ? 1 : 8;

    /// <param name="folder">The model folder, with a manifest or with another exporter's graph.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="source">The family's part.</param>
    /// <param name="role">The graph's role in the manifest.</param>
    /// <exception cref="ModelFolderException">The graph is missing, broken, or has other inputs.</exception>
    public static HeadGraph Load(ModelFolder folder, RecognizerOptions options, HeadSource source, string role)
    {
        string path = folder.Manifest is not { } manifest ? ForeignCtcGraph.Find(folder)!
            : manifest.Graphs.TryGetValue(role, out string? file) ? folder.PathOf(file)
            : throw new ModelFolderException($"{folder.Path} holds no {role} graph but {string.Join(", ", manifest.Graphs.Keys)}; export the checkpoint again.");
        string precision = ModelFits.PrecisionOf(folder);
        ProviderReport provider = ExecutionProviders.Choose(options.ExecutionProvider, ModelFits.Of(folder));
        OrtSession session = OrtSession.Load(path, provider.Chosen, options.Threads, new SessionUse(IsGated: true));
        try
        {
            return new HeadGraph(session, source) { Model = folder.Name, Family = source.Family, Precision = precision, ProviderReport = provider.With(session) };
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The size of an output's last dimension.</summary>
    /// <exception cref="ModelFolderException">There is no such output, or it has another number of dimensions.</exception>
    public int Width(string output, int dimensions) =>
        _session.Native.OutputMetadata.ContainsKey(output) && _session.OutputShape(output) is var shape && shape.Length == dimensions ? shape[^1]
        : throw new ModelFolderException($"{_session.ModelPath} has no output {output} of {dimensions} dimensions; export the checkpoint again.");

    /// <summary>The fewest samples of which the encoder makes so many frames.</summary>
    public int Shortest(int frames)
    {
        int samples = 1;
        while (_frontEnd.Frames(samples) < frames)
            samples++;
        return samples;
    }

    /// <summary>An output for each clip, flat. Each clip is normalised by itself; those of one length are run together, so that none is padded.</summary>
    public IReadOnlyList<float[]> Run(InferenceCall call, IReadOnlyList<ReadOnlyMemory<float>> clips, string output)
    {
        float[][] rows = new float[clips.Count][];
        foreach (IGrouping<int, int> same in Enumerable.Range(0, clips.Count).GroupBy(index => clips[index].Length))
        {
            int[] indices = [.. same];
            float[] values = Run(call, [.. indices.Select(index => clips[index])], same.Key, output);
            foreach ((int index, float[] row) in indices.Zip(values.Chunk(values.Length / indices.Length)))
                rows[index] = row;
        }

        return rows;
    }

    public void Dispose() => _session.Dispose();

    private float[] Run(InferenceCall call, ReadOnlyMemory<float>[] clips, int samples, string output)
    {
        long[] shape = _frontEnd.Shape(samples);
        long own = shape[0];
        if (_session.HasInput("ends"))
            shape[0] = _frontEnd.Ends(samples);
        long size = shape.Aggregate(1L, (product, dimension) => product * dimension);
        using TensorBuffer features = new(TensorElementType.Float, clips.Length * size);
        features.Clear();
        for (int clip = 0; clip < clips.Length; clip++)
            Compute(clips[clip].Span, features.Span<float>().Slice((int)(clip * size), (int)size));

        using ViewSet views = new();
        Dictionary<string, OrtValue> inputs = new() { [_input] = views.Add(features.View([clips.Length, .. shape])) };
        Add("lengths", own, [clips.Length]);
        Add("ends", shape[0], [clips.Length]);
        Add(Mask, 1, [clips.Length, shape[0]]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = call.Run(_session, inputs, [output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();

        void Add(string name, long value, long[] dimensions)
        {
            if (_session.HasInput(name))
                inputs[name] = views.Add(OrtValue.CreateTensorValueFromMemory([.. Enumerable.Repeat(value, (int)dimensions.Aggregate(1L, (product, one) => product * one))], dimensions));
        }
    }

    private void Compute(ReadOnlySpan<float> clip, Span<float> destination)
    {
        IRecordingMeasure? measure = _frontEnd.Measure();
        measure?.Accept(clip);
        _frontEnd.Compute(clip, measure?.Scale(), destination);
    }
}
