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

    /// <summary>How many recordings to transcribe at once.</summary>
    public int ConcurrentRecordings => recognizer.Info.ConcurrentRecordings;

    public Task<Transcript> TranscribeAsync(Func<AudioSource> open, TranscriptionOptions options, CancellationToken cancellationToken) =>
        _session.RunAsync(recognizer => recognizer.TranscribeAsync(open(), options, cancellationToken), cancellationToken);

    public void Dispose() => _session.Dispose();
}
