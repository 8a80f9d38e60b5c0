using System.Globalization;
using Speech.Sdk;

namespace Speech.Cli.Terminal;

/// <summary>How long something will still take at its mean speed so far, no more exactly than that can tell.</summary>
internal static class TimeLeft
{
    // The first report may come from the cheapest stretch, or from none.
    private static readonly TimeSpan Evidence = TimeSpan.FromSeconds(2);

    /// <summary>null: the recording's length is unknown, or nothing can be said yet, or no more.</summary>
    public static TimeSpan? Estimate(TranscriptionProgress progress, TimeSpan elapsed) => Estimate(progress.Position.TotalSeconds, progress.Duration?.TotalSeconds, elapsed);

    /// <summary>The same of anything that is counted; null where nothing can be said.</summary>
    public static TimeSpan? Estimate(double done, double? all, TimeSpan elapsed) =>
        all is not { } whole || done <= 0 || done >= whole || elapsed < Evidence ? null : elapsed * ((whole - done) / done);

    /// <summary>Rounded up: 5 s steps below a minute, then minutes, then 5 minutes.</summary>
    public static string Describe(TimeSpan left)
    {
        if (left <= TimeSpan.FromSeconds(55))
            return string.Create(CultureInfo.InvariantCulture, $"about {5 * Math.Max(1, Math.Ceiling(left.TotalSeconds / 5)):0} s left");
        if (left <= TimeSpan.FromMinutes(59))
            return string.Create(CultureInfo.InvariantCulture, $"about {Math.Ceiling(left.TotalMinutes):0} min left");
        double minutes = 5 * Math.Ceiling(left.TotalMinutes / 5);
        return string.Create(CultureInfo.InvariantCulture, $"about {Math.Floor(minutes / 60):0} h {minutes % 60:00} min left");
    }
}
