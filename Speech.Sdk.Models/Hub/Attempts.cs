using System.Security.Cryptography;

namespace Speech.Sdk.Models.Hub;

/// <summary>The attempts at one request: how long to wait for the next, and when to give up.</summary>
/// <param name="limits">How patient to be.</param>
/// <param name="what">What is asked for.</param>
/// <param name="note">Is told of long pauses.</param>
/// <param name="advice">What to do when it is given up; null: that of a download.</param>
/// <param name="isFirst">Whether nothing of it was ever had, so that a hub out of reach is more likely a mistake than a moment.</param>
internal sealed class Attempts(HubLimits limits, string what, Action<string>? note, string? advice = null, bool isFirst = false)
{
    private int _failures;

    /// <summary>Waits before the next attempt: twice as long each time and up to half as long again by chance, or as long as the hub asks.</summary>
    /// <param name="failure">Why the last one failed.</param>
    /// <param name="cameOn">Whether it brought something; the count then begins anew.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="HubException">It has failed too often, or the hub asks for too much patience.</exception>
    public async Task WaitAsync(TransientHubException failure, bool cameOn, CancellationToken cancellationToken)
    {
        _failures = cameOn ? 1 : _failures + 1;
        if (_failures >= (isFirst && failure.IsUnreachable ? limits.AttemptsToConnect : limits.Attempts))
            throw new HubException($"{what}: {failure.Message}, {_failures} times in a row. {advice ?? "What has come is kept; try again later, or check the connection and HF_ENDPOINT"}.", failure);
        if (failure.RetryAfter > limits.LongestRetryAfter)
            throw new HubException($"{what}: {failure.Message} and asks to wait {failure.RetryAfter.Value.TotalMinutes:0} minutes. What has come is kept; try again then, or set HF_TOKEN, which allows more requests.", failure);
        TimeSpan pause = limits.FirstPause * Math.Pow(2, _failures - 1);
        pause = pause < limits.LongestPause ? pause : limits.LongestPause;
        pause *= 1 + (RandomNumberGenerator.GetInt32(500) / 1000.0);
        pause = failure.RetryAfter is { } asked && asked > pause ? asked : pause;
        if (pause >= limits.NotedPause)
            note?.Invoke($"{what}: {failure.Message}; trying again in {pause.TotalSeconds:0} s.");
        await limits.Pause(pause, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs what brings all or nothing until it succeeds.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (TransientHubException failure)
            {
                await WaitAsync(failure, cameOn: false, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
