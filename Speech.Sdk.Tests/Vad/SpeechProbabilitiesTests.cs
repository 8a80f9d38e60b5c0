using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Speech.Sdk.Audio;
using Speech.Sdk.Export.SileroVad;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Vad;

public sealed class SpeechProbabilitiesTests
{
    private const float Tolerance = 1e-5f;

    private SileroVad _vad = null!;

    [OneTimeSetUp]
    public void Load() => _vad = new SileroVad();

    [OneTimeTearDown]
    public void Unload() => _vad.Dispose();

    [TestCaseSource(typeof(VadGoldens), nameof(VadGoldens.Cases))]
    public void ForRecording_ReferenceClip_GivesTheReferenceProbabilities(JsonNode golden)
    {
        using SpeechProbabilities sut = _vad.ForRecording();
        Assert.That(Score(sut, VadGoldens.Audio(golden).ReadAll(16000), 16000), Is.EqualTo(VadGoldens.Probabilities(golden)).Within(Tolerance));
    }

    [TestCaseSource(typeof(VadGoldens), nameof(VadGoldens.Cases))]
    public void ForStream_ReferenceClip_GivesTheReferenceProbabilities(JsonNode golden)
    {
        using SpeechProbabilities sut = _vad.ForStream();
        Assert.That(Score(sut, VadGoldens.Audio(golden).ReadAll(16000), 480), Is.EqualTo(VadGoldens.Probabilities(golden)).Within(Tolerance));
    }

    [TestCase(1, 512, Description = "a window a call")]
    [TestCase(7, 1000, Description = "blocks that end within windows")]
    [TestCase(100, 1, Description = "sample by sample")]
    [TestCase(1000, 1 << 20, Description = "all at once, fewer windows than a call holds")]
    public void ForRecording_AnyBlocks_GivesWhatAStreamGives(int windowsPerRun, int block)
    {
        float[] samples = Sample("printing");
        using SpeechProbabilities stream = _vad.ForStream();
        using SpeechProbabilities recording = _vad.ForRecording(windowsPerRun);
        List<float> expected = Score(stream, samples, 512);
        Assert.That(expected, Has.Some.GreaterThan(0.9f).And.Some.LessThan(0.1f));
        Assert.That(expected, Has.Count.EqualTo((samples.Length + 511) / 512));
        Assert.That(Score(recording, samples, block), Is.EqualTo(expected).Within(Tolerance));
    }

    [TestCase(0, 0)]
    [TestCase(1, 1, Description = "a short window is padded")]
    [TestCase(512, 1)]
    [TestCase(513, 2)]
    public void Finish_AnyLength_GivesOneProbabilityAStartedWindow(int samples, int windows)
    {
        using SpeechProbabilities sut = _vad.ForRecording();
        Assert.That(Score(sut, new float[samples], 512), Has.Count.EqualTo(windows));
        Assert.That(sut.Samples, Is.EqualTo(samples));
    }

    [Test]
    public void Feed_StreamAfterWarmUp_AllocatesNothing()
    {
        using SpeechProbabilities sut = _vad.ForStream();
        using var call = new InferenceCall(CancellationToken.None);
        float[] block = new float[700];
        List<float> values = new(1000);
        sut.Feed(block, call, values);
        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < 50; i++)
                sut.Feed(block, call, values);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(values, Has.Count.EqualTo(51 * 700 / 512));
    }

    [Test]
    public void Feed_Cancelled_Throws()
    {
        using SpeechProbabilities sut = _vad.ForStream();
        using var call = new InferenceCall(new CancellationToken(canceled: true));
        Assert.That(() => sut.Feed(new float[512], call, []), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Dispose_WhileAStreamRuns_LetsItFinish()
    {
        var vad = new SileroVad();
        using SpeechProbabilities sut = vad.ForStream();
        vad.Dispose();
        Assert.That(() => vad.ForStream(), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(Score(sut, new float[1024], 512), Has.Count.EqualTo(2));
    }

    [Test]
    public void EmbeddedGraph_IsWhatItsProvenanceSays()
    {
        const string name = "silero-vad.onnx";
        using Stream graph = typeof(SileroVad).Assembly.GetManifestResourceStream(name)!;
        string provenance = File.ReadAllText(Repository.Path("Speech.Sdk/Vad/Model/PROVENANCE.md"));
        Assert.That(provenance, Does.Contain($"`{name}` | `{Convert.ToHexStringLower(SHA256.HashData(graph))}`"));
    }

    [Test]
    public void EmbeddedGraph_IsMadeOfThePublishedOne()
    {
        using Cli.TemporaryFolder folder = new();
        SileroSequenceGraph.Write(Shared.Path("models/silero-vad/silero_vad_16k_sequence.onnx"), folder["made.onnx"]);
        Assert.That(File.ReadAllBytes(folder["made.onnx"]), Is.EqualTo(File.ReadAllBytes(Repository.Path("Speech.Sdk/Vad/Model/silero-vad.onnx"))));
    }

    private static float[] Sample(string name) =>
        AudioSource.FromFile(Repository.Path($"samples/{name}.flac")).ReadAll(SileroVad.SampleRate);

    private static List<float> Score(SpeechProbabilities sut, ReadOnlySpan<float> samples, int block)
    {
        using var call = new InferenceCall(CancellationToken.None);
        List<float> values = [];
        for (int start = 0; start < samples.Length; start += block)
            sut.Feed(samples[start..Math.Min(start + block, samples.Length)], call, values);
        sut.Finish(call, values);
        return values;
    }
}
