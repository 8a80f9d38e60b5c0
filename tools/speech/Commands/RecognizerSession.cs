using Speech.Sdk;
using Speech.Sdk.Audio;
using Speech.Sdk.Transcripts;

namespace Speech.Cli.Commands;

/// <summary>A recogniser that Ctrl-C always gets past.</summary>
internal sealed class RecognizerSession(ISpeechRecognizer recognizer, TimeSpan grace) : IDisposable
{
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(3);
    private readonly ModelSession<ISpeechRecognizer> _session = new(recognizer, grace);

    /// <summary>Whether a recording can be taken up where a call was stopped.</summary>
    public bool CanResume => recognizer.Info.CanResume;

    public Task<Transcript> TranscribeAsync(Func<AudioSource> open, TranscriptionOptions options, CancellationToken cancellationToken) =>
        _session.RunAsync(recognizer => recognizer.TranscribeAsync(open(), options, cancellationToken), cancellationToken);

    /// <summary>Transcribes recordings together and gives each result away as soon as it is there, never two at once.</summary>
    public Task TranscribeEachAsync(Func<AudioSource[]> open, TranscriptionOptions options, Action<RecordingResult> take, CancellationToken cancellationToken) =>
        _session.RunAsync(
            async recognizer =>
            {
                await foreach (RecordingResult result in recognizer.TranscribeEachAsync(open(), options, cancellationToken).ConfigureAwait(false))
                    take(result);
                return true;
            },
            cancellationToken);

    public void Dispose() => _session.Dispose();
}
