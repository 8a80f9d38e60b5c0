using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Benchmarks.Tables;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Benchmarks.Profiling;

/// <summary>
/// Whisper's encoder over a window and a step of its decoder, as the recogniser runs them: windows are encoded one by one and decoded together, in an even
/// number of rows. The decoder reads what the encoder wrote of noise; whatever keys and values look like, both agree on it.
/// </summary>
internal sealed record WhisperProfile
{
    // What the recogniser makes room for beyond what is there, and in which steps.
    private const int CacheRoom = 64;
    private const int CacheStep = 32;
    private const int FramesPerSecond = 100;
    private const int SomeToken = 1000;

    /// <summary>A folder of this SDK's exporter.</summary>
    public required string Folder { get; init; }

    /// <summary>Length of the windows. <value>null: the longest that the model hears.</value></summary>
    public double? Seconds { get; init; }

    /// <summary>Windows decoded together.</summary>
    public int Windows { get; init; } = 1;

    /// <summary>Hypotheses a window.</summary>
    public int Beams { get; init; } = 1;

    /// <summary>Tokens that are there before the step, prompt included.</summary>
    public int Tokens { get; init; } = 24;

    public int Threads { get; init; } = PhysicalCores.Count;

    public int Runs { get; init; } = 20;

    /// <summary>Whether every node stands for itself.</summary>
    public bool ByNode { get; init; }

    /// <summary>Rows of a table at most.</summary>
    public int Top { get; init; } = 20;

    /// <summary>Sizes of dimensions that this version of the benchmark does not know, by name.</summary>
    public IReadOnlyDictionary<string, int> Sizes { get; init; } = new Dictionary<string, int>();

    /// <summary>The encoder's table and the decoder's.</summary>
    /// <exception cref="InvalidOptionException">A value is out of range.</exception>
    /// <exception cref="SpeechException">The folder is no Whisper of this SDK's exporter.</exception>
    public IEnumerable<Table> Tables()
    {
        ModelFolder folder = ModelFolder.Open(Folder, Path.GetFileName(Folder));
        WhisperConfig config = WhisperConfig.Read(folder);
        string encoder = Graph(folder, "encoder"), decoder = Graph(folder, "decoder");
        Validate(config);
        SessionUse use = new(IsFused: WhisperGraphs.AreFused(folder.Manifest!));
        // Frames come in pairs, as in the recogniser.
        int frames = Seconds is { } seconds ? (int)Math.Round(seconds * FramesPerSecond / 2) * 2 : config.WindowFrames;
        yield return ProfileEncoder(encoder, use, SizesOf(config, frames, windows: 1), LengthOf(frames));
        yield return ProfileDecoder(encoder, decoder, use, SizesOf(config, frames, Windows + Companions), Numbers(frames / 2), LengthOf(frames));
    }

    // An odd row gets a window more, which nobody reads.
    private int Companions => Windows * Beams % 2;

    /// <summary>What a step's integer inputs hold, as in the recogniser: a companion has one token and hears one position.</summary>
    internal IReadOnlyDictionary<string, int[]> Numbers(int positions)
    {
        int[] tokens = [.. Enumerable.Repeat(Tokens, Windows * Beams), .. Enumerable.Repeat(0, Companions * Beams)];
        return new Dictionary<string, int[]>
        {
            ["input_ids"] = [SomeToken], ["position_ids"] = tokens, ["seqlens_k"] = tokens, ["total_sequence_length"] = [Tokens + 1],
            ["audio_positions"] = [.. Enumerable.Repeat(positions, Windows), .. Enumerable.Repeat(1, Companions)],
        };
    }

    private Table ProfileEncoder(string path, SessionUse use, TensorSizes sizes, string length)
    {
        using GraphInputs inputs = new(sizes, new Dictionary<string, int[]>());
        GraphProfile profile = GraphProfile.Of(path, Threads, use, Runs, ByNode, inputs, new Dictionary<string, OrtValue>());
        return profile.ToTable($"encoder, a window of {length}, {Threads} threads", Top);
    }

    private Table ProfileDecoder(string encoder, string decoder, SessionUse use, TensorSizes sizes, IReadOnlyDictionary<string, int[]> numbers, string length)
    {
        using GraphInputs mel = new(sizes, new Dictionary<string, int[]>());
        using OrtSession session = OrtSession.Load(encoder, ExecutionProvider.Cpu, Threads, use);
        using RunOptions run = new();
        string[] outputs = [.. session.Native.OutputMetadata.Keys];
        using IDisposableReadOnlyCollection<OrtValue> values = session.Native.Run(run, mel.For(session.Native, new Dictionary<string, OrtValue>()), outputs);
        Dictionary<string, OrtValue> written = outputs.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        using GraphInputs inputs = new(sizes, numbers);
        GraphProfile profile = GraphProfile.Of(decoder, Threads, use, Runs, ByNode, inputs, written);
        return profile.ToTable($"decoder, a step of {Windows} windows of {length}, {Beams} hypotheses each, {Tokens} tokens before, {Threads} threads", Top);
    }

    private TensorSizes SizesOf(WhisperConfig config, int frames, int windows)
    {
        Dictionary<string, int> sizes = new()
        {
            ["audios"] = windows, ["frames"] = frames, ["positions"] = frames / 2, ["batch"] = windows * Beams, ["tokens"] = 1, ["scored"] = 1,
            ["capacity"] = Math.Min(config.TargetPositions, (Tokens + CacheRoom + CacheStep - 1) / CacheStep * CacheStep),
        };
        foreach ((string name, int size) in Sizes)
            sizes[name] = size;
        return new TensorSizes(sizes);
    }

    private static string LengthOf(int frames) => FormattableString.Invariant($"{(double)frames / FramesPerSecond} s");

    private static string Graph(ModelFolder folder, string role) => folder.Manifest?.Family == "whisper" && folder.Manifest.Graphs.TryGetValue(role, out string? file)
        ? folder.PathOf(file)
        : throw new ModelFolderException($"{folder.Path} is no Whisper that this SDK exported: {ModelManifest.FileName} names no {role} graph of it. Export the checkpoint with 'speech convert'.");

    private void Validate(WhisperConfig config)
    {
        double most = (double)config.WindowFrames / FramesPerSecond;
        string[] problems =
        [
            .. Outside("--seconds", Seconds ?? most, 0.02, most), .. Outside("--windows", Windows, 1, 256), .. Outside("--beams", Beams, 1, 64),
            .. Outside("--tokens", Tokens, 1, config.TargetPositions - 1), .. Outside("--threads", Threads, 1, 1024), .. Outside("--runs", Runs, 1, 100_000),
            .. Outside("--top", Top, 1, 100_000),
        ];
        if (problems.Length > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }

    private static IEnumerable<string> Outside(string option, double value, double least, double most) =>
        value >= least && value <= most ? [] : [FormattableString.Invariant($"{option} is {value}; expected {least} to {most}.")];
}
