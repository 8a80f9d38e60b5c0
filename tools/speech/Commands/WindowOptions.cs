using Speech.Cli.Commands.Values;
using System.CommandLine;

namespace Speech.Cli.Commands;

/// <summary>How long recordings are cut into windows.</summary>
/// <param name="standardHop">What holds where no hop is given, for the help.</param>
internal sealed class WindowOptions(string standardHop = "a window")
{
    private readonly Option<double?> _window = CommandOption.Number("--window", "Seconds heard at once. [default: the model's window, 30 for Whisper]");
    private readonly Option<double?> _hop = CommandOption.Number("--hop", $"Seconds from one window to the next. [default: {standardHop}]");

    public IEnumerable<Option> All => [_window, _hop];

    public (TimeSpan? Window, TimeSpan? Hop) Read(ParseResult parsed) => (Seconds(parsed.GetValue(_window)), Seconds(parsed.GetValue(_hop)));

    // What no time can hold becomes one that the SDK rejects by name.
    private static TimeSpan? Seconds(double? value) =>
        value is not { } seconds ? null : TimeSpan.FromSeconds(double.IsNaN(seconds) ? 0 : Math.Clamp(seconds, -1e6, 1e6));
}
