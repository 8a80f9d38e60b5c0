using Speech.Sdk.Inference;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Recordings.Results;

/// <summary>All transcripts in the order of the recordings, or an error.</summary>
internal sealed class AllTranscripts : ITranscriptSink
{
    private readonly Transcript[] _transcripts;

    private AllTranscripts(int count) => _transcripts = new Transcript[count];

    public void Begin(int index)
    {
    }

    public void Add(int index, Transcript transcript) => _transcripts[index] = transcript;

    public bool TryFail(int index, Exception error) => false;

    /// <summary>Runs a call that computes all the way, on a thread of its own.</summary>
    /// <param name="count">How many recordings there are.</param>
    /// <param name="call">Puts its results into the sink.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static Task<IReadOnlyList<Transcript>> RunAsync(int count, Action<ITranscriptSink, CancellationToken> call, CancellationToken cancellationToken) =>
        OwnThread.Run<IReadOnlyList<Transcript>>(
            () =>
            {
                AllTranscripts all = new(count);
                call(all, cancellationToken);
                return all._transcripts;
            },
            cancellationToken);

    /// <summary>Runs a call that mostly waits for others to compute, on the thread pool.</summary>
    /// <inheritdoc cref="RunAsync(int, Action{ITranscriptSink, CancellationToken}, CancellationToken)"/>
    public static Task<IReadOnlyList<Transcript>> RunAsync(int count, Func<ITranscriptSink, CancellationToken, Task> call, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<Transcript>>(
            async () =>
            {
                AllTranscripts all = new(count);
                await call(all, cancellationToken).ConfigureAwait(false);
                return all._transcripts;
            },
            cancellationToken);
}
