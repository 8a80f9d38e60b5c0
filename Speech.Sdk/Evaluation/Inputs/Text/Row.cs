using System.Globalization;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>One line of a list: a value for each column.</summary>
internal readonly record struct Row(Columns Columns, string[] Values, SourceLine Line)
{
    /// <summary>The first value of this kind. null: there is no such column; empty: unknown.</summary>
    public string? this[ClipField field] => Columns[field] is >= 0 and int place ? Values[place] : null;

    /// <summary>The first value of this kind. null: unknown.</summary>
    public string? Known(ClipField field) => this[field] is { Length: > 0 } value ? value : null;

    /// <summary>A number of seconds. null: unknown.</summary>
    /// <exception cref="SpeechException">It is no number, or below 0.</exception>
    public TimeSpan? Seconds(ClipField field) => Known(field) is { } text ? Seconds(text, Columns.Names[Columns[field]], Line) : null;

    /// <summary>The part of the recording that the line is of. null: it tells none.</summary>
    /// <exception cref="SpeechException">A number is none, or there is nothing between beginning and end.</exception>
    public TimeRange? Range()
    {
        if (Seconds(ClipField.Offset) is not { } start)
            return null;
        TimeRange range = new(start, start + Seconds(ClipField.Duration));
        return range.End is not { } end || end > start
            ? range
            : throw Line.Error($"{Columns.Names[Columns[ClipField.Duration]]} is '{Known(ClipField.Duration)}' behind an offset of '{Known(ClipField.Offset)}'; "
                + "expected more than 0 seconds, or none where the clip goes to the recording's end.");
    }

    /// <summary>A number of seconds.</summary>
    /// <exception cref="SpeechException">It is no number, or below 0.</exception>
    public static TimeSpan Seconds(string text, string name, SourceLine line) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : throw line.Error($"{name} is '{text}'; expected seconds, 0 or more, for example 12.5.");
}
