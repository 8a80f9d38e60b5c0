using Speech.Sdk.Inference;

namespace Speech.Sdk.Vad;

/// <summary>
/// Silero VAD, whose graph lies inside this assembly; the one owner of its session, which is made when first used.
/// Thread-safe. Disposing it takes effect when the last <see cref="SpeechProbabilities"/> made here is disposed.
/// </summary>
internal sealed class SileroVad : IDisposable
{
    public const int SampleRate = 16000;

    /// <summary>Samples that one probability stands for.</summary>
    public const int WindowLength = 512;

    /// <summary>8 s: beyond one second the cost of a window no longer falls, while memory and delay grow.</summary>
    private const int RecordingWindows = 250;

    private readonly Graph _graph = new();
    private readonly SharedUse _use;

    public SileroVad() => _use = new SharedUse(_graph);

    public bool IsDisposed => _use.IsOver;

    /// <summary>For audio that is read faster than it is spoken: many windows a call.</summary>
    /// <exception cref="ExecutionProviderException">The native ONNX Runtime is absent.</exception>
    public SpeechProbabilities ForRecording() => ForRecording(RecordingWindows);

    public SpeechProbabilities ForRecording(int windowsPerRun) => Start(windowsPerRun);

    /// <summary>For live audio: every window at once, one call each.</summary>
    /// <inheritdoc cref="ForRecording()" path="/exception"/>
    public SpeechProbabilities ForStream() => Start(windowsPerRun: 1);

    public void Dispose() => _use.End();

    private SpeechProbabilities Start(int windowsPerRun)
    {
        ObjectDisposedException.ThrowIf(!_use.TryEnter(), this);
        try
        {
            return new SpeechProbabilities(new SileroRun(_graph.Session, windowsPerRun), _use);
        }
        catch
        {
            _use.Leave();
            throw;
        }
    }

    private sealed class Graph : IDisposable
    {
        private const string Name = "silero-vad.onnx";

        private readonly Lazy<OrtSession> _session = new(Load);

        public OrtSession Session => _session.Value;

        public void Dispose()
        {
            if (_session.IsValueCreated)
                _session.Value.Dispose();
        }

        // One thread: the graph is too small to be worth waking a second.
        private static OrtSession Load()
        {
            using Stream resource = typeof(SileroVad).Assembly.GetManifestResourceStream(Name)!;
            byte[] model = new byte[resource.Length];
            resource.ReadExactly(model);
            return OrtSession.Load(model, Name, ExecutionProvider.Cpu, threads: 1);
        }
    }
}
