namespace Speech.Sdk.Models.Hub;

/// <summary>A request failed in a way that another attempt may mend: a cut connection, silence, too many requests, a server's fault.</summary>
internal sealed class TransientHubException : Exception
{
    public TransientHubException(string message, TimeSpan? retryAfter = null)
        : base(message) => RetryAfter = retryAfter;

    public TransientHubException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether not even a connection came about: there is no network, or no such host.</summary>
    public bool IsUnreachable => InnerException is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError };

    /// <summary>How long the hub asks to wait.</summary>
    public TimeSpan? RetryAfter { get; }
}
