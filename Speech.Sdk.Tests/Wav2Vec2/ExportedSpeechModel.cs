using System.Text.Json.Nodes;
using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Export;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Wav2Vec2;

/// <summary>A checkpoint exported into a folder of its own, and its graphs, driven as directly as can be.</summary>
internal sealed class ExportedSpeechModel : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, OrtSession> _sessions = [];
    private readonly InferenceCall _call = new(CancellationToken.None);

    public ExportedSpeechModel(string checkpoint, ExportOptions? options = null)
    {
        CheckpointExporter.Export(checkpoint, Folder, options ?? ExportOptions.Fp32);
        Graphs = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "speech.json")))!["graphs"]!.AsObject().ToDictionary(graph => graph.Key, graph => (string)graph.Value!);
        Role = Graphs.Keys.First();
    }

    public string Folder => _folder.Combine("model");

    /// <summary>File names by role.</summary>
    public IReadOnlyDictionary<string, string> Graphs { get; }

    /// <summary>The role of the plain graph.</summary>
    public string Role { get; }

    public bool IsPaddable => Graphs.ContainsKey(Role + "-padded");

    /// <summary>The tensors that a call gives for a language of a model that has many.</summary>
    public GoldenTensors? Language { get; set; }

    /// <summary>The plain graph's output for one clip.</summary>
    public Output Run(float[] clip, string output = "logits") => Run(Role, [clip], output);

    /// <summary>The padded graph's output for a batch; what is behind a clip's end is noise here, which must not matter.</summary>
    public Output RunPadded(IReadOnlyList<float[]> clips, string output = "logits") => Run(Role + "-padded", clips, output);

    public void Dispose()
    {
        foreach (OrtSession session in _sessions.Values)
            session.Dispose();
        _call.Dispose();
        _folder.Dispose();
    }

    private Output Run(string role, IReadOnlyList<float[]> clips, string output)
    {
        if (!_sessions.TryGetValue(role, out OrtSession? session))
            _sessions[role] = session = OrtSession.Load(Path.Combine(Folder, Graphs[role]), ExecutionProvider.Cpu, threads: 2);
        int longest = clips.Max(clip => clip.Length);
        Dictionary<string, OrtValue> inputs = new() { ["waveform"] = Value(clips.SelectMany(clip => clip.Concat(Noise(longest - clip.Length))).ToArray(), clips.Count, longest) };
        if (session.HasInput("lengths"))
            inputs["lengths"] = Value(clips.Select(clip => (long)clip.Length).ToArray(), clips.Count);
        foreach (string name in Language?.Names ?? [])
            inputs[name] = Value(Language!.Floats(name), [.. Language.Shape(name).Select(dimension => (long)dimension)]);
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs = _call.Run(session, inputs, [output]);
            return new Output(outputs[0].GetTensorDataAsSpan<float>().ToArray(), [.. outputs[0].GetTensorTypeAndShape().Shape.Select(dimension => (int)dimension)]);
        }
        finally
        {
            foreach (OrtValue value in inputs.Values)
                value.Dispose();
        }
    }

    private static OrtValue Value<T>(T[] values, params long[] shape)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(values, shape);

    private static IEnumerable<float> Noise(int count)
    {
        var random = new Random(1);
        return Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * 20);
    }

    /// <summary>An output [batch, …], flat, with its shape.</summary>
    internal sealed record Output(float[] Values, int[] Shape)
    {
        /// <summary>A clip's own values: all of them, or those of its first frames.</summary>
        public float[] Row(int clip, int? frames = null)
        {
            int row = Values.Length / Shape[0];
            return Values[(clip * row)..((clip * row) + (frames is { } count && Shape.Length == 3 ? count * Shape[2] : row))];
        }
    }
}
