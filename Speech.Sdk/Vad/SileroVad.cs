using Speech.Sdk.Inference;

namespace Speech.Sdk.Vad;

/// <summary>
/// Silero VAD, whose graphs lie inside this assembly; the one owner of their sessions, which are made when first used.
/// Thread-safe. Disposing it takes effect when the last <see cref="SpeechProbabilities"/> made here is disposed.
/// </summary>
internal sealed class SileroVad : IDisposable
{
    public const int SampleRate = 16000;

    /// <summary>Samples that one probability stands for.</summary>
    public const int WindowLength = 512;

    /// <summary>8 s: beyond one second the cost of a window no longer falls, while memory and delay grow.</summary>
    private const int RecordingWindows = 250;

    private readonly Graphs _graphs = new();
    private readonly SharedUse _use;

    public SileroVad() => _use = new SharedUse(_graphs);

    public bool IsDisposed => _use.IsOver;

    /// <summary>For audio that is read faster than it is spoken: many windows a call.</summary>
    /// <exception cref="ExecutionProviderException">The native ONNX Runtime is absent.</exception>
    public SpeechProbabilities ForRecording() => ForRecording(RecordingWindows);

    public SpeechProbabilities ForRecording(int windowsPerRun) =>
        Start(() => new SequenceRun(_graphs.Sequence.Value, windowsPerRun));

    /// <summary>For live audio: every window at once, one call each.</summary>
    /// <inheritdoc cref="ForRecording()" path="/exception"/>
    public SpeechProbabilities ForStream() => Start(() => new WindowRun(_graphs.Window.Value));

    public void Dispose() => _use.End();

    private SpeechProbabilities Start(Func<ISileroRun> makeRun)
    {
        ObjectDisposedException.ThrowIf(!_use.TryEnter(), this);
        try
        {
            return new SpeechProbabilities(makeRun(), _use);
        }
        catch
        {
            _use.Leave();
            throw;
        }
    }

    private sealed class Graphs : IDisposable
    {
        public Lazy<OrtSession> Sequence { get; } = new(() => Load("silero_vad_16k_sequence.onnx"));

        public Lazy<OrtSession> Window { get; } = new(() => Load("silero_vad.onnx"));

        public void Dispose()
        {
            foreach (Lazy<OrtSession> session in new[] { Sequence, Window })
            {
                if (session.IsValueCreated)
                    session.Value.Dispose();
            }
        }

        // One thread: the graphs are too small to be worth waking a second.
        private static OrtSession Load(string name)
        {
            using Stream resource = typeof(SileroVad).Assembly.GetManifestResourceStream(name)!;
            byte[] model = new byte[resource.Length];
            resource.ReadExactly(model);
            return OrtSession.Load(model, name, ExecutionProvider.Cpu, threads: 1);
        }
    }
}
