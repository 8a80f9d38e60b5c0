using Speech.Cli.Commands.Values;

namespace Speech.Sdk.Tests.Cli;

public sealed class TimeRangeTextTests
{
    [TestCase("0-1", 0.0, 1.0)]
    [TestCase("90-", 90.0, null, TestName = "TryRead_OpenEnd")]
    [TestCase("90.5-120.125", 90.5, 120.125)]
    [TestCase("1:30-2:00", 90.0, 120.0)]
    [TestCase("100:00-", 6000.0, null, TestName = "TryRead_MinutesWithoutHours_MayGoBeyond59")]
    [TestCase("01:02:03.004 - 2:00:00", 3723.004, 7200.0)]
    [TestCase("5-3", 5.0, 3.0, TestName = "TryRead_BackwardRange_IsForTheOptionsToReject")]
    public void TryRead_Range_Seconds(string text, double start, double? end)
    {
        Assert.That(TimeRangeText.TryRead(text, out TimeRange range), Is.True);
        Assert.That((range.Start.TotalSeconds, range.End?.TotalSeconds), Is.EqualTo((start, end)));
    }

    [TestCase("")]
    [TestCase("5")]
    [TestCase("-5")]
    [TestCase("5-x")]
    [TestCase("1-2-3")]
    [TestCase("1:60-")]
    [TestCase("1:60:00-")]
    [TestCase("1:2:3:4-")]
    [TestCase("1,5-")]
    [TestCase("1.-")]
    [TestCase("1e3-")]
    [TestCase("999999999-")]
    [TestCase("٣-")]
    public void TryRead_NoRange_False(string text) => Assert.That(TimeRangeText.TryRead(text, out _), Is.False);
}
