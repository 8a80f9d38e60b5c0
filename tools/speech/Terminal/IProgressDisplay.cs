using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>Shows how far the work on a file has come.</summary>
internal interface IProgressDisplay
{
    Task<T> RunAsync<T>(string name, Func<IProgress<TranscriptionProgress>?, Task<T>> work);
}
