using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>Shows how far a transcription has come while it runs.</summary>
internal interface IProgressDisplay
{
    Task<T> RunAsync<T>(string name, Func<IProgress<TranscriptionProgress>?, Task<T>> work);
}
