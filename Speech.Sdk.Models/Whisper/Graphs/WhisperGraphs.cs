using System.Globalization;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>
/// The graphs of our own exporter: the encoder computes the cross-attention's keys and values, the decoder appends to its
/// self-attention cache in place. docs/graphs.md lists inputs and outputs.
/// </summary>
internal sealed class WhisperGraphs : IWhisperGraphs
{
    private const string MostQueriesKey = "most_queries";
    private readonly Lazy<OrtSession>? _alignment;

    private WhisperGraphs(WhisperConfig config, OrtSession encoder, OrtSession decoder, Lazy<OrtSession>? alignment)
    {
        _alignment = alignment;
        Config = config;
        Encoder = encoder;
        Decoder = decoder;
        CacheType = decoder.InputType("self_k_0");
        MostQueries = QueriesOf(decoder);
        CrossTensors = CrossTensor.Of(decoder, MostQueries);
        LayerNames = [.. Enumerable.Range(0, Layers()).Select(layer => new DecoderLayerNames(layer))];
    }

    public WhisperConfig Config { get; }

    public OrtSession Encoder { get; }

    public OrtSession Decoder { get; }

    public bool CanAlign => _alignment is not null;

    // A free dimension is -1.
    public bool TakesShortWindows => Encoder.InputShape("mel")[2] < 0;

    // What is in a device's memory stays where the encoder writes it, as long as the longest.
    public bool MixesLengths => Decoder.HasInput(AudioPositions.Name) && Decoder.Memory.IsHost;

    /// <summary>Loaded when it is first asked for: it holds the decoder's weights once more, which only word times are worth.</summary>
    public OrtSession Alignment => _alignment?.Value ?? throw new InvalidOperationException("There is no alignment graph; ask CanAlign.");

    /// <summary>What the encoder leaves of a window for the decoder.</summary>
    public IReadOnlyList<CrossTensor> CrossTensors { get; }

    /// <summary>How many tokens of a window, over all its rows, the decoder takes in a run.</summary>
    public int MostQueries { get; }

    /// <summary>Whether several queries a window are run window by window.</summary>
    public bool TakesOneWindow => MostQueries < int.MaxValue;

    /// <summary>The float type of the self-attention's keys and values.</summary>
    public TensorElementType CacheType { get; }

    public IReadOnlyList<DecoderLayerNames> LayerNames { get; }

    /// <summary>Numbers of the decoder's captured steps.</summary>
    public CapturedRuns Captured { get; } = new();

    public ExecutionProvider Provider => Decoder.Provider;

    public IReadOnlyList<OrtSession> Sessions => [Encoder, Decoder];

    /// <param name="folder">The model folder.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="provider">What the graphs run on.</param>
    /// <param name="threads">Threads of an inference.</param>
    /// <param name="memory">Where keys and values lie; null for where the provider keeps them best.</param>
    /// <exception cref="ModelFolderException">A graph is missing, broken, or does not fit config.json.</exception>
    public static WhisperGraphs Load(ModelFolder folder, WhisperConfig config, ProviderOptions provider, int threads, TensorMemory? memory = null)
    {
        OrtSession LoadRole(string role, SessionUse use) => folder.Manifest!.Graphs.TryGetValue(role, out string? file)
            ? OrtSession.Load(folder.PathOf(file), provider, threads, use with { IsFused = AreFused(folder.Manifest) })
            : throw new ModelFolderException($"{folder.PathOf(ModelManifest.FileName)} names no {role} graph; export the checkpoint again.");

        // Sessions load mostly in native code; side by side they take the time of the longer one.
        Task<OrtSession> encoder = OwnThread.Run(() => LoadRole("encoder", new SessionUse(IsGated: true)), CancellationToken.None);
        OrtSession decoder;
        try
        {
            decoder = LoadRole("decoder", new SessionUse(Captures: true, memory));
        }
        catch
        {
            DisposeLoaded(encoder);
            throw;
        }

        try
        {
            Expect(encoder.GetAwaiter().GetResult(), "mel");
            Expect(decoder, "self_k_0");
            Expect(decoder, "cross_k_0");
            Lazy<OrtSession>? alignment = folder.Manifest!.Graphs.ContainsKey("alignment") ? new(() => LoadRole("alignment", new SessionUse(IsGated: true))) : null;
            var graphs = new WhisperGraphs(config, encoder.Result, decoder, alignment);
            graphs.Check(folder);
            return graphs;
        }
        catch
        {
            DisposeLoaded(encoder);
            decoder.Dispose();
            throw;
        }
    }

    public IEncodedWindows CreateWindows(int count, int frames) => new EncodedWindows(this, count, frames);

    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
        if (_alignment is { IsValueCreated: true })
            _alignment.Value.Dispose();
    }

    /// <summary>A processor computes halves in floats, which the weights are folded into first.</summary>
    internal static bool AreFused(ModelManifest manifest) => manifest.Precision != "fp16";

    private static void DisposeLoaded(Task<OrtSession> session) =>
        session.ContinueWith(static loaded => loaded.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);

    private static void Expect(OrtSession session, string input)
    {
        if (!session.HasInput(input))
            throw new ModelFolderException($"{session.ModelPath} has no input '{input}'; expected a graph of this SDK's exporter. Export the checkpoint again.");
    }

    private void Check(ModelFolder folder)
    {
        List<string> problems = [];
        int[] mel = Encoder.InputShape("mel");
        int[] cache = Decoder.InputShape("self_k_0");
        Compare("the encoder", "mel bins", mel[1], Config.MelBins);
        Compare("the decoder", "attention heads", cache[1], Config.DecoderHeads);
        Compare("the decoder", "values a head", cache[3], Config.HeadSize);
        Compare("the decoder", "layers", Layers(), Config.DecoderLayers);
        Compare("the decoder", "tokens", Decoder.OutputShape("logits")[2], Config.VocabularySize);
        // Encoders that were exported before they said so have nothing to compare.
        if (Encoder.Metadata(MostQueriesKey) is { } padded && padded != Decoder.Metadata(MostQueriesKey))
            problems.Add($"the encoder leaves room for {padded} queries a window ({MostQueriesKey}), the decoder takes {Decoder.Metadata(MostQueriesKey) ?? "no padding"}");
        problems.AddRange(CrossTensors.Select(tensor => tensor.Misfit(Encoder, Decoder)).OfType<string>());
        if (problems.Count > 0)
            throw new ModelFolderException($"{folder.Path}: {string.Join("; ", problems)}. Graphs and config.json must come from one checkpoint; export it again.");

        void Compare(string graph, string what, int found, int expected)
        {
            // A free dimension is -1.
            if (found >= 0 && found != expected)
                problems.Add($"{graph} has {found} {what}, config.json says {expected}");
        }
    }

    private static int QueriesOf(OrtSession decoder)
    {
        if (decoder.Metadata(MostQueriesKey) is not { } most)
            return int.MaxValue;
        return int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out int queries) && queries > 0 ? queries
            : throw new ModelFolderException($"{decoder.ModelPath} says {MostQueriesKey} is '{most}'; expected a whole number above 0. Export the checkpoint again.");
    }

    private int Layers()
    {
        int layers = 0;
        while (Decoder.HasInput($"self_k_{layers}"))
            layers++;
        return layers;
    }
}
