using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference.Memory;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Inference;

/// <summary>A loaded graph; the one owner of its native session. Thread-safe: any number of calls may run it at once, or wait for each other where a provider takes one at a time.</summary>
internal sealed class OrtSession : IDisposable
{
    private readonly Lazy<TensorMemory> _memory;
    private readonly bool _ownsMemory;
    private readonly RunGate? _gate;

    private OrtSession(InferenceSession native, string modelPath, ProviderOptions options, int threads, SessionUse use)
    {
        _gate = RunGate.MostFor(options.Provider, threads, use.IsGated) is int most ? new RunGate(most) : null;
        Native = native;
        ModelPath = modelPath;
        Provider = options.Provider;
        CapturesSteps = use.Captures && options is CudaOptions { CudaGraph: true };
        _ownsMemory = use.Memory is null;
        _memory = new(() => use.Memory ?? MemoryOf(native, options, CapturesSteps));
    }

    public InferenceSession Native { get; }

    public string ModelPath { get; }

    public ExecutionProvider Provider { get; }

    /// <summary>Where to keep what stays from run to run: a GPU's memory where the provider has one that copies can reach, otherwise the machine's own.</summary>
    public TensorMemory Memory => _memory.Value;

    /// <summary>Whether what is bound goes to a device when it is bound, not when the graph runs, so that every run has to be bound anew.</summary>
    public bool CopiesWhenBound => Provider != ExecutionProvider.Cpu && Memory.IsHost;

    /// <summary>Whether runs are captured as CUDA graphs: what they read and write lies in <see cref="Memory"/> and stays where it is.</summary>
    public bool CapturesSteps { get; }

    /// <summary>Whether only few of its runs go on at a time.</summary>
    public bool IsGated => _gate is not null;

    /// <summary>Loads a graph onto a provider that <see cref="ExecutionProviders.Choose"/> gave.</summary>
    /// <exception cref="ModelFolderException">The graph or its weights are missing, broken or not what ONNX Runtime can run.</exception>
    /// <exception cref="ExecutionProviderException">The provider cannot be had.</exception>
    public static OrtSession Load(string modelPath, ProviderOptions provider, int threads, SessionUse use = default)
    {
        if (!File.Exists(modelPath))
            throw new ModelFolderException($"{modelPath} is missing; export or copy the model folder again.");
        return Load(options => new InferenceSession(modelPath, options), modelPath, provider, threads, use);
    }

    /// <summary>Loads a graph from memory; errors call it by the name given.</summary>
    /// <inheritdoc cref="Load(string, ProviderOptions, int, SessionUse)" path="/exception"/>
    public static OrtSession Load(byte[] model, string name, ProviderOptions provider, int threads) =>
        Load(options => new InferenceSession(model, options), name, provider, threads, default);

    private static OrtSession Load(Func<SessionOptions, InferenceSession> load, string modelPath, ProviderOptions provider, int threads, SessionUse use)
    {
        NativeRuntime.EnsureLoaded();
        try
        {
            var session = new OrtSession(Create(load, provider, threads, use), modelPath, provider, threads, use);
            try
            {
                // A GPU's memory that cannot be reached is an error of loading, not of the first step.
                if (use.Captures)
                    _ = session.Memory;
                return session;
            }
            catch
            {
                session.Dispose();
                throw;
            }
        }
        catch (OnnxRuntimeException e) when (provider.Provider != ExecutionProvider.Cpu)
        {
            string capturing = provider is CudaOptions { CudaGraph: true } && use.Captures ? " Set CudaGraph to false if it says that the graph cannot be captured." : "";
            throw new ExecutionProviderException(
                $"{modelPath} cannot be loaded on {provider.Provider}; ask for Cpu, or export the checkpoint with precision fp16.{capturing} ONNX Runtime says: {OneLine.Of(e)}", e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFolderException(
                $"{modelPath} cannot be loaded on {provider.Provider}; export the model again, or check that its .data file is beside it. ONNX Runtime says: {OneLine.Of(e)}", e);
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

    /// <summary>Waits until a run may begin, where runs are gated or captured; disposing what it returns, on the same thread, says that it is over.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled while waiting.</exception>
    public RunPlace Enter(CancellationToken cancellationToken)
    {
        RunGate.Place place = _gate?.Enter(cancellationToken) ?? default;
        try
        {
            return new RunPlace(place, CapturesSteps ? CudaTurns.Process.Alone(cancellationToken) : CudaTurns.Process.BesideOn(Provider));
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A turn on CUDA, where the session is there, for what is bound: a tensor in the machine's own memory goes to the device when it is bound, into memory that the
    /// session's arena may have to ask for. Disposing it, on the same thread, ends it; a run takes a turn of its own.
    /// </summary>
    public CudaTurns.Turn EnterToBind() => CudaTurns.Process.BesideOn(Provider);

    public void Dispose()
    {
        if (_memory.IsValueCreated && _ownsMemory)
            (_memory.Value as IDisposable)?.Dispose();
        using (CudaTurns.Process.BesideOn(Provider))
            Native.Dispose();
        _gate?.Dispose();
    }

    private static InferenceSession Create(Func<SessionOptions, InferenceSession> load, ProviderOptions provider, int threads, SessionUse use)
    {
        using CudaTurns.Turn turn = CudaTurns.Process.BesideOn(provider.Provider);
        using SessionOptions options = SessionPlan.Of(provider, threads, use).Create();
        return load(options);
    }

    // DirectML's and Core ML's memory is reached by their own interfaces alone.
    private static TensorMemory MemoryOf(InferenceSession native, ProviderOptions options, bool captures) => options switch
    {
        CudaOptions { CachesOnDevice: true } cuda => new CudaMemory(native, cuda.DeviceId, isApart: captures),
        TensorRtOptions { Cuda: { CachesOnDevice: true } cuda } => new CudaMemory(native, cuda.DeviceId, isApart: false),
        _ => TensorMemory.Host,
    };
}
