using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Speech.Sdk.Inference;

/// <summary>A loaded graph; the one owner of its native session. Thread-safe: any number of calls may run it at once.</summary>
internal sealed class OrtSession : IDisposable
{
    private OrtSession(InferenceSession native, string modelPath, ExecutionProvider provider)
    {
        Native = native;
        ModelPath = modelPath;
        Provider = provider;
    }

    public InferenceSession Native { get; }

    public string ModelPath { get; }

    public ExecutionProvider Provider { get; }

    /// <summary>Loads a graph onto a provider that <see cref="ExecutionProviders.Choose"/> gave.</summary>
    /// <exception cref="ModelFolderException">The graph or its weights are missing, broken or not what ONNX Runtime can run.</exception>
    /// <exception cref="ExecutionProviderException">The provider cannot be had.</exception>
    public static OrtSession Load(string modelPath, ExecutionProvider provider, int threads)
    {
        if (!File.Exists(modelPath))
            throw new ModelFolderException($"{modelPath} is missing; export or copy the model folder again.");
        return Load(options => new InferenceSession(modelPath, options), modelPath, provider, threads);
    }

    /// <summary>Loads a graph from memory; errors call it by the name given.</summary>
    /// <inheritdoc cref="Load(string, ExecutionProvider, int)" path="/exception"/>
    public static OrtSession Load(byte[] model, string name, ExecutionProvider provider, int threads) =>
        Load(options => new InferenceSession(model, options), name, provider, threads);

    private static OrtSession Load(Func<SessionOptions, InferenceSession> load, string modelPath, ExecutionProvider provider, int threads)
    {
        NativeRuntime.EnsureLoaded();
        using SessionOptions options = ExecutionProviders.Options(provider, threads);
        try
        {
            return new OrtSession(load(options), modelPath, provider);
        }
        catch (OnnxRuntimeException e) when (provider != ExecutionProvider.Cpu)
        {
            throw new ExecutionProviderException($"{modelPath} cannot be loaded on {provider}; ask for Cpu, or export the checkpoint with precision fp16. ONNX Runtime says: {OneLine.Of(e)}", e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFolderException(
                $"{modelPath} cannot be loaded on {provider}; export the model again, or check that its .data file is beside it. ONNX Runtime says: {OneLine.Of(e)}", e);
        }
    }

    public bool HasInput(string name) => Native.InputMetadata.ContainsKey(name);

    public bool HasOutput(string name) => Native.OutputMetadata.ContainsKey(name);

    public TensorElementType InputType(string name) => Native.InputMetadata[name].ElementDataType;

    public TensorElementType OutputType(string name) => Native.OutputMetadata[name].ElementDataType;

    /// <summary>Dimensions of an input; -1 where they are free.</summary>
    public int[] InputShape(string name) => Native.InputMetadata[name].Dimensions;

    /// <summary>Dimensions of an output; -1 where they are free.</summary>
    public int[] OutputShape(string name) => Native.OutputMetadata[name].Dimensions;

    /// <summary>What the graph says about itself under a key; null where it says nothing.</summary>
    public string? Metadata(string key) => Native.ModelMetadata.CustomMetadataMap.GetValueOrDefault(key);

    public void Dispose() => Native.Dispose();
}
