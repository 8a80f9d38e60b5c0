using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// The graphs of our own exporter: the encoder computes the cross-attention's keys and values, the decoder appends to its
/// self-attention cache in place. docs/graphs.md lists inputs and outputs.
/// </summary>
internal sealed class WhisperGraphs : IWhisperGraphs
{
    private WhisperGraphs(WhisperConfig config, OrtSession encoder, OrtSession decoder)
    {
        Config = config;
        Encoder = encoder;
        Decoder = decoder;
        CacheType = decoder.InputType("self_k_0");
        LayerNames = [.. Enumerable.Range(0, config.DecoderLayers).Select(layer => new DecoderLayerNames(layer))];
    }

    public WhisperConfig Config { get; }

    public OrtSession Encoder { get; }

    public OrtSession Decoder { get; }

    /// <summary>The float type of keys and values.</summary>
    public TensorElementType CacheType { get; }

    public IReadOnlyList<DecoderLayerNames> LayerNames { get; }

    public ExecutionProvider Provider => Decoder.Provider;

    /// <exception cref="ModelFolderException">A graph is missing, broken, or does not fit config.json.</exception>
    public static WhisperGraphs Load(ModelFolder folder, WhisperConfig config, ExecutionProvider provider, int threads)
    {
        OrtSession LoadRole(string role) => folder.Manifest!.Graphs.TryGetValue(role, out string? file)
            ? OrtSession.Load(folder.PathOf(file), provider, threads)
            : throw new ModelFolderException($"{folder.PathOf(ModelManifest.FileName)} names no {role} graph; export the checkpoint again.");

        // Sessions load mostly in native code; side by side they take the time of the longer one.
        Task<OrtSession> encoder = Task.Run(() => LoadRole("encoder"));
        OrtSession decoder;
        try
        {
            decoder = LoadRole("decoder");
        }
        catch
        {
            encoder.ContinueWith(static loaded => loaded.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
            throw;
        }

        try
        {
            var graphs = new WhisperGraphs(config, encoder.GetAwaiter().GetResult(), decoder);
            graphs.Check(folder);
            return graphs;
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    public IEncodedWindows CreateWindows(int count, int frames) => new EncodedWindows(this, count, frames);

    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }

    private void Check(ModelFolder folder)
    {
        List<string> problems = [];
        int mels = Encoder.InputShape("mel")[1];
        if (mels > 0 && mels != Config.MelBins)
            problems.Add($"the encoder takes {mels} mel bins, config.json says {Config.MelBins}");
        if (!Decoder.HasInput($"self_k_{Config.DecoderLayers - 1}") || Decoder.HasInput($"self_k_{Config.DecoderLayers}"))
            problems.Add($"the decoder graph does not have the {Config.DecoderLayers} layers that config.json says");
        if (problems.Count > 0)
            throw new ModelFolderException($"{folder.Path}: {string.Join("; ", problems)}. Graphs and config.json must come from one checkpoint; export it again.");
    }
}
