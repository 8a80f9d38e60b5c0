namespace Speech.Sdk.Audio;

/// <summary>The rules that windows over a long recording share: what may be asked for, and which stretch a window stands for.</summary>
internal static class WindowLength
{
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(0.1);

    public static IEnumerable<string> Problems(TimeSpan? window, TimeSpan? hop)
    {
        if (window < Least)
            yield return FormattableString.Invariant($"Window is {window.Value.TotalSeconds} s; expected at least {Least.TotalSeconds} s, or null for the model's own.");
        if (hop < Least)
            yield return FormattableString.Invariant($"Hop is {hop.Value.TotalSeconds} s; expected at least {Least.TotalSeconds} s, or null for a window.");
        if (hop > window)
            yield return FormattableString.Invariant($"Hop is {hop.Value.TotalSeconds} s, Window {window.Value.TotalSeconds} s; a longer hop would leave gaps that nobody hears.");
    }

    /// <summary>Window and hop in samples.</summary>
    /// <exception cref="InvalidOptionException">They are longer than the model's window, or the window shorter than it can hear.</exception>
    public static (int Window, int Hop) Samples(TimeSpan? window, TimeSpan? hop, int longest, int sampleRate, int shortest = 1)
    {
        if (window?.TotalSeconds * sampleRate < shortest)
            throw new InvalidOptionException(FormattableString.Invariant($"Window is {window!.Value.TotalSeconds} s; this model needs at least {(double)shortest / sampleRate} s at once."));
        int windowSamples = Count(window, "Window") ?? longest;
        return (windowSamples, Count(hop, "Hop") ?? windowSamples);

        int? Count(TimeSpan? time, string name) => time is not { } given ? null
            : given.TotalSeconds * sampleRate <= longest ? (int)Math.Round(given.TotalSeconds * sampleRate)
            : throw new InvalidOptionException(FormattableString.Invariant($"{name} is {given.TotalSeconds} s; this model hears at most {(double)longest / sampleRate} s at once."));
    }

    /// <summary>What each window stands for: all of it but the farther half of an overlap. Together they are the recording.</summary>
    public static IEnumerable<(long Start, long End)> Stretches(IReadOnlyList<(long Start, long End)> windows)
    {
        for (int index = 0; index < windows.Count; index++)
        {
            yield return (
                index == 0 ? windows[0].Start : Middle(index),
                index + 1 == windows.Count ? windows[index].End : Middle(index + 1));
        }

        long Middle(int index) => (windows[index].Start + windows[index - 1].End) / 2;
    }
}
