using System.Runtime.CompilerServices;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Tests.Transcripts;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Cli;

/// <summary>Says what the test wants to hear: by default one segment, "Hello from NAME.".</summary>
internal sealed class FakeRecognizer : ISpeechRecognizer
{
    public Func<string, TranscriptionOptions, CancellationToken, Task<Transcript>> Answer { get; init; } = (name, _, _) => Task.FromResult(Hello(name));

    public List<string> Heard { get; } = [];

    public bool Disposed { get; private set; }

    public RecognizerInfo Info { get; init; } = new()
    {
        Model = "fake", Family = "fake", Languages = ["en"], SampleRate = 16000, Precision = "fp32", CanResume = true, ExecutionProvider = ExecutionProvider.Cpu,
    };

    public static Transcript Hello(string name) => TranscriptExamples.Create((0, 1.5, $" Hello from {Path.GetFileName(name)}."));

    public Task<Transcript> TranscribeAsync(AudioSource audio, TranscriptionOptions? options, CancellationToken cancellationToken)
    {
        lock (Heard)
            Heard.Add(Path.GetFileName(audio.Name));
        return Answer(audio.Name, options!, cancellationToken);
    }

    public async Task<IReadOnlyList<Transcript>> TranscribeBatchAsync(
        IReadOnlyList<AudioSource> audios, TranscriptionOptions? options, CancellationToken cancellationToken) =>
        await Task.WhenAll(audios.Select(audio => TranscribeAsync(audio, options, cancellationToken)));

    /// <summary>What a stream gives; the options it was called with are kept.</summary>
    public IReadOnlyList<TranscriptUpdate> Updates { get; init; } = [];

    /// <summary>What comes of the stream behind them.</summary>
    public Action AfterUpdates { get; init; } = () => { };

    /// <summary>What an update waits for, by its number: by default for nothing that lasts.</summary>
    public Func<int, Task> BeforeUpdate { get; init; } = async _ => await Task.Yield();

    public StreamingOptions? StreamedWith { get; private set; }

    public LiveAudio? Streamed { get; private set; }

    public async IAsyncEnumerable<TranscriptUpdate> StreamAsync(
        LiveAudio audio, StreamingOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (Streamed, StreamedWith) = (audio, options);
        for (int index = 0; index < Updates.Count; index++)
        {
            await BeforeUpdate(index);
            yield return Updates[index];
        }

        await Task.Yield();
        AfterUpdates();
    }

    public void Dispose() => Disposed = true;
}
