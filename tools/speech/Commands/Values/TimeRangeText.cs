using System.Globalization;
using System.Text.RegularExpressions;
using Speech.Sdk;

namespace Speech.Cli.Commands.Values;

/// <summary>A part of a recording as people write it: <c>90-120.5</c>, <c>1:30-2:00</c>, <c>01:00:00-</c>.</summary>
internal static partial class TimeRangeText
{
    public const string Expected = "START-END in seconds or [hh:]mm:ss, such as 90-120.5 or 1:30-2:00, where END may be left out";

    public static bool TryRead(string text, out TimeRange range)
    {
        range = default;
        if (text.Split('-', StringSplitOptions.TrimEntries) is not [var start, var end] || ReadTime(start) is not { } from)
            return false;
        TimeSpan? to = end.Length == 0 ? null : ReadTime(end);
        range = new(from, to);
        return end.Length == 0 || to is not null;
    }

    private static TimeSpan? ReadTime(string text)
    {
        Match match = Time().Match(text);
        if (!match.Success)
            return null;
        decimal hours = Part("h"), minutes = Part("m"), seconds = Part("s");
        bool tooMany = (match.Groups["m"].Success && seconds >= 60) || (match.Groups["h"].Success && minutes >= 60);
        return tooMany ? null : new TimeSpan((long)(((hours * 60 + minutes) * 60 + seconds) * TimeSpan.TicksPerSecond));

        decimal Part(string name) => match.Groups[name] is { Success: true } part ? decimal.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^(((?<h>[0-9]{1,4}):)?(?<m>[0-9]{1,6}):)?(?<s>[0-9]{1,8}(\.[0-9]{1,9})?)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Time();
}
