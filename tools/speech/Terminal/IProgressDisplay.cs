using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>Shows how far the work on a file, or on some at once, has come.</summary>
internal interface IProgressDisplay
{
    Task<T> RunAsync<T>(string name, Func<IProgress<TranscriptionProgress>?, Task<T>> work);

    /// <summary>Prints something that stays, with nothing of the display in its way.</summary>
    void Print(Action print);
}
