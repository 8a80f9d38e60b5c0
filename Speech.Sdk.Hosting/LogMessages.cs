using Microsoft.Extensions.Logging;

namespace Speech.Sdk.Hosting;

/// <summary>What is logged; texts and sounds never are.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Debug, "Loading the speech model {Model}.")]
    public static partial void Loading(this ILogger logger, string model);

    [LoggerMessage(2, LogLevel.Information, "Loaded the speech model {Model} ({Family}, {Precision}, {ExecutionProvider}) in {Milliseconds:0} ms.")]
    public static partial void Loaded(this ILogger logger, string model, string family, string precision, string executionProvider, double milliseconds);

    [LoggerMessage(3, LogLevel.Error, "The speech model {Model} could not be loaded; the next use tries again.")]
    public static partial void LoadFailed(this ILogger logger, Exception exception, string model);

    [LoggerMessage(4, LogLevel.Debug, "Transcribed {Audio} ({Duration:0.0} s of audio) in {Milliseconds:0} ms.")]
    public static partial void Transcribed(this ILogger logger, string audio, double duration, double milliseconds);

    [LoggerMessage(5, LogLevel.Warning, "Transcribing {Audio}: {Warning}")]
    public static partial void TranscriptWarning(this ILogger logger, string audio, string warning);

    [LoggerMessage(6, LogLevel.Warning, "{Audio} could not be transcribed.")]
    public static partial void TranscriptionFailed(this ILogger logger, Exception exception, string audio);

    [LoggerMessage(7, LogLevel.Debug, "Let go of the speech model {Model}.")]
    public static partial void Disposed(this ILogger logger, string model);
}
