using System.CommandLine;
using System.Globalization;
using CsCheck;
using Speech.Cli;
using Speech.Cli.Commands.Values;
using Speech.Cli.Terminal;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>What people type behind options: times and weights mean what they say, and no text whatever is more than an error.</summary>
public sealed class CommandValuePropertyTests
{
    private static readonly RootCommand Root = CommandLine.CreateRoot(new CliRun().Environment, new ErrorLines(TextWriter.Null, showTraces: false));

    private static readonly (Command Command, Option Option)[] Options =
        [.. Root.Subcommands.SelectMany(command => command.Options.Where(option => option is not System.CommandLine.Help.HelpOption).Select(option => (command, option)))];

    private static readonly Gen<string> Value = Gen.OneOf<string>(
        Arbitrary.BrokenText,
        Gen.OneOf<string>(["0", "1", "9", "-", ".", ":", ",", "e", "+", "inf", "nan", " ", "none", "/", "=", "@", "99999999999999999999"]).Array[0, 8].Select(string.Concat));

    [Test]
    public void Options_OfAnyCommand_TakeAnyTextOrReportIt() => Property.HoldsOfBoth(
        Gen.Select(Gen.OneOf<(Command, Option)>(Options), Value),
        given =>
        {
            ((Command command, Option option), string value) = given;
            ParseResult parsed = Root.Parse([command.Name, "a.wav", $"{option.Name}={value}"]);
            Assert.That(parsed.Errors.Select(error => error.Message), Has.All.Not.Empty);
            return parsed.Errors.Count == 0;
        },
        times: 1500,
        least: 0.05,
        print: given => $"{given.Item1.Item1.Name} {given.Item1.Item2.Name}={given.Item2}");

    [Test]
    public void TimeRange_AnyTimes_AreThoseThatWereWritten() => Property.Holds(
        Gen.Select(Gen.Long[0, 35_999_999_999_999], Gen.Long[0, 35_999_999_999_999], Gen.Int[0, 2], Gen.Bool),
        given =>
        {
            (TimeSpan start, TimeSpan end) = (TimeSpan.FromTicks(given.Item1), TimeSpan.FromTicks(given.Item2));
            Assert.That(TimeRangeText.TryRead($"{Written(start, given.Item3)}-{(given.Item4 ? Written(end, (int)(given.Item1 % 3)) : "")}", out TimeRange range), Is.True);
            Assert.That(range, Is.EqualTo(new TimeRange(start, given.Item4 ? end : null)));
        },
        times: 300);

    [Test]
    public void Numbers_AnyText_AreFiniteOrNone() => Property.Holds(
        Value,
        text =>
        {
            if (NumberText.TryNumber(text, out double number))
                Assert.That(double.IsFinite(number), Is.True, "a number that can be compared");
            if (NumberText.TrySeconds(text, out TimeSpan seconds))
                Assert.That(seconds.TotalSeconds, Is.EqualTo(double.Parse(text, CultureInfo.InvariantCulture)).Within(1e-6));
            if (TimeRangeText.TryRead(text, out TimeRange range))
                Assert.That(range.Start, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
        },
        times: 1000);

    [Test]
    public void Hotwords_AnyTextAndWeight_AreReadBack() => Property.Holds(
        Gen.Select(Arbitrary.Word.Where(text => !text.Contains(',', StringComparison.Ordinal)), Gen.Int[-800, 800], Gen.Bool),
        given =>
        {
            HotwordList list = new();
            list.AddList($"{given.Item1}{(given.Item3 ? ':' : '\t')}{(given.Item2 / 8.0).ToString(CultureInfo.InvariantCulture)}");
            Assert.That(list.All, Is.EqualTo(new[] { new Hotword(given.Item1, given.Item2 / 8.0) }));
        },
        times: 300);

    [Test]
    public void Hotwords_AnyText_IsAListOrRefused() => Property.Holds(
        Value,
        text =>
        {
            HotwordList list = new();
            try
            {
                list.AddList(text);
                Assert.That(list.All, Is.Not.Empty.And.All.Property(nameof(Hotword.Weight)).InRange(-100.0, 100.0));
            }
            catch (InvalidOptionException refused)
            {
                Assert.That(refused.Message, Does.StartWith("--hotwords: "));
            }
        },
        times: 500);

    // Seconds alone, minutes and seconds, or hours too.
    private static string Written(TimeSpan time, int colons)
    {
        decimal seconds = time.Ticks / (decimal)TimeSpan.TicksPerSecond;
        return colons switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{seconds}"),
            1 => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 60}:{seconds % 60:00.#######}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 3600}:{(long)seconds / 60 % 60:00}:{seconds % 60:00.#######}"),
        };
    }
}
