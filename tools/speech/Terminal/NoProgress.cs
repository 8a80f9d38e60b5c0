using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>For logs and pipes: nothing, so that standard error holds notes and errors alone.</summary>
internal sealed class NoProgress : IProgressDisplay
{
    public Task<T> RunAsync<T>(string name, Func<IProgress<TranscriptionProgress>?, Task<T>> work) => work(null);
}
