using Speech.Cli.Terminal;

namespace Speech.Sdk.Tests.Cli;

public sealed class ProgressTests
{
    [TestCase(30.0, 120.0, 10.0, "a.wav  30.0 / 120.0 s  3.0×  about 30 s left")]
    [TestCase(30.0, null, 10.0, "a.wav  30.0 s  3.0×", TestName = "Describe_LengthUnknown_NoEstimate")]
    [TestCase(0.0, 120.0, 10.0, "a.wav  0.0 / 120.0 s  0.0×", TestName = "Describe_NothingDoneYet_NoEstimate")]
    [TestCase(30.0, 120.0, 1.0, "a.wav  30.0 / 120.0 s  30.0×", TestName = "Describe_TooEarlyToTell_NoEstimate")]
    [TestCase(120.0, 120.0, 10.0, "a.wav  120.0 / 120.0 s  12.0×", TestName = "Describe_Finished_NoEstimate")]
    [TestCase(130.0, 120.0, 10.0, "a.wav  130.0 / 120.0 s  13.0×", TestName = "Describe_LengthWasTooShort_NoEstimate")]
    public void Describe(double position, double? duration, double elapsed, string expected) =>
        Assert.That(TerminalProgress.Describe("a.wav", new(0, Seconds(position), duration is { } known ? Seconds(known) : null), Seconds(elapsed)), Is.EqualTo(expected));

    [TestCase(0.1, "about 5 s left")]
    [TestCase(55, "about 55 s left")]
    [TestCase(55.1, "about 1 min left")]
    [TestCase(60.1, "about 2 min left")]
    [TestCase(3540, "about 59 min left")]
    [TestCase(3541, "about 1 h 00 min left")]
    [TestCase(3601, "about 1 h 05 min left")]
    [TestCase(100 * 3600, "about 100 h 00 min left")]
    public void TimeLeft_Rounds_Up(double seconds, string expected) => Assert.That(TimeLeft.Describe(Seconds(seconds)), Is.EqualTo(expected));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
