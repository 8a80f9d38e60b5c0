namespace Speech.Sdk.Transcripts.Writers;

/// <summary>Times as files hold them, in whole milliseconds, halves to the even one as openai-whisper rounds.</summary>
internal static class Timestamp
{
    public static long Milliseconds(TimeSpan time) =>
        (long)Math.Round(time.Ticks / (double)TimeSpan.TicksPerMillisecond, MidpointRounding.ToEven);

    /// <summary><c>00:00:01,500</c></summary>
    public static string Srt(TimeSpan time) => Format(time, alwaysHours: true, ',');

    /// <summary><c>00:01.500</c>, with hours in front from one hour on.</summary>
    public static string Vtt(TimeSpan time) => Format(time, alwaysHours: false, '.');

    /// <summary><c>61:01.50</c>: minutes, which go on beyond an hour, seconds and hundredths.</summary>
    public static string Lrc(TimeSpan time)
    {
        long hundredths = (long)Math.Round(Milliseconds(time) / 10.0, MidpointRounding.ToEven);
        return $"{hundredths / 6000:00}:{hundredths / 100 % 60:00}.{hundredths % 100:00}";
    }

    private static string Format(TimeSpan time, bool alwaysHours, char mark)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        long milliseconds = Milliseconds(time);
        long hours = milliseconds / 3_600_000;
        string prefix = alwaysHours || hours > 0 ? $"{hours:00}:" : "";
        return $"{prefix}{milliseconds / 60_000 % 60:00}:{milliseconds / 1000 % 60:00}{mark}{milliseconds % 1000:000}";
    }
}
