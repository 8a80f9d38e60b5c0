using System.CommandLine;
using System.CommandLine.Help;
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

    // What is written over and what microphone is opened is no test's to choose.
    private static readonly (string Command, Option Option)[] Options =
        [.. Commands(Root, "").SelectMany(one => one.Command.Options.Where(option => option is not HelpOption && one.Line is not "convert" && option.Name is not "--source").Select(option => (one.Line, option)))];

    // Half of them of any command, however few it has.
    private static readonly Gen<(string, Option)> Option = Gen.OneOf<(string, Option)>(
        Gen.OneOf<(string, Option)>(Options), Gen.OneOf<Gen<(string, Option)>>([.. Options.GroupBy(one => one.Command).Select(group => Gen.OneOf<(string, Option)>([.. group]))]).SelectMany(one => one));

    private static readonly (string Command, Option Option)[] Numbers = [.. Options.Where(one => one.Option is Option<int?> or Option<double?> or Option<TimeSpan?> or Option<Threshold?>)];

    // Those that are meant, and those at which limits are.
    private static readonly Gen<double> Number = Gen.OneOf<double>(
        Gen.Int[-3, 40].Select(number => (double)number), Gen.Int[-2000, 20_000].Select(thousandths => thousandths / 1000.0), Gen.OneOf<double>([1e-9, 99_999, 1e6, -1e6, 99_999_999, 1e13, int.MaxValue, int.MinValue]));

    private static readonly Gen<string> Value = Gen.OneOf<string>(
        Number.Select(Written),
        Number.Select(Written),
        Arbitrary.BrokenText,
        Gen.OneOf<string>(["0", "1", "9", "-", ".", ":", ",", "e", "+", "inf", "nan", " ", "none", "/", "=", "@", "99999999999999999999"]).Array[0, 8].Select(string.Concat));

    [Test]
    public void Command_AnyOptionAndValue_ReadsItsSettingsOrReportsIt() => Property.HoldsOfBoth(
        Gen.Select(Option, Value),
        given =>
        {
            ((string command, Option option), string value) = given;
            CliRun run = new();
            // It ends at the file that is not there, which it looks for once it knows what to do with it.
            int exitCode = run.InvokeAsync(Line(command, option, value)).GetAwaiter().GetResult();
            Assert.That(exitCode, Is.EqualTo(ExitCode.Failure), run.Error);
            Assert.That(run.ErrorLines, Has.Some.Match("^error: ."));
            return !run.Error.Contains(option.Name, StringComparison.Ordinal);
        },
        times: 2000,
        least: 0.2,
        print: given => string.Join(' ', Line(given.Item1.Item1, given.Item1.Item2, given.Item2)));

    [Test]
    public void Options_OfNumbers_HoldWhatWasWritten() => Property.Holds(
        Gen.Select(Gen.OneOf<(string, Option)>(Numbers), Number),
        given =>
        {
            ((string command, Option option), double number) = given;
            number = option is Option<int?> ? Math.Clamp(Math.Round(number), int.MinValue, int.MaxValue) : option is Option<TimeSpan?> ? number % 1e8 : number;
            ParseResult parsed = Root.Parse(Line(command, option, Written(number)));
            Assert.That(parsed.Errors, Is.Empty);
            double? read = option switch
            {
                Option<int?> whole => parsed.GetValue(whole),
                Option<TimeSpan?> seconds => parsed.GetValue(seconds)?.TotalSeconds,
                Option<Threshold?> threshold => parsed.GetValue(threshold)?.Value,
                _ => parsed.GetValue((Option<double?>)option),
            };
            Assert.That(read, Is.EqualTo(number).Within(2e-7), option.Name);
        },
        times: 500,
        print: given => string.Join(' ', Line(given.Item1.Item1, given.Item1.Item2, Written(given.Item2))));

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
    public void Numbers_AnyText_AreFiniteOrNone() => Property.HoldsOfBoth(
        Value,
        text =>
        {
            bool isNumber = NumberText.TryNumber(text, out double number);
            if (isNumber)
                Assert.That((double.IsFinite(number), number), Is.EqualTo((true, double.Parse(text, CultureInfo.InvariantCulture))), "a number that can be compared");
            if (NumberText.TrySeconds(text, out TimeSpan seconds))
                Assert.That(seconds.TotalSeconds, Is.EqualTo(double.Parse(text, CultureInfo.InvariantCulture)).Within(1e-6));
            if (TimeRangeText.TryRead(text, out TimeRange range))
                Assert.That(range.Start, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
            return isNumber;
        },
        times: 1000,
        least: 0.3);

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

    private static IEnumerable<(string Line, Command Command)> Commands(Command parent, string line) => parent.Subcommands.SelectMany(
        command => Commands(command, $"{line} {command.Name}".Trim()).Prepend(($"{line} {command.Name}".Trim(), command)));

    // As short as it can be.
    private static string[] Line(string line, Option option, string value)
    {
        Command command = Commands(Root, "").Single(one => one.Line == line).Command;
        return
        [
            .. line.Split(' '), .. command.Arguments.SelectMany(argument => Enumerable.Repeat("no-such-file.wav", argument.Arity.MinimumNumberOfValues)),
            .. command.Options.Where(other => other != option && (other.Required || other.Name == "--text")).Select(other => $"{other.Name}=a"), $"{option.Name}={value}",
        ];
    }

    private static string Written(double number) => number.ToString("0.#########", CultureInfo.InvariantCulture);

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
