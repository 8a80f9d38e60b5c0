using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>What holds for every transcript.</summary>
internal static class TranscriptChecks
{
    /// <summary>Times are monotonic and inside the recording, and every second of it is accounted for.</summary>
    public static void AssertSound(Transcript transcript, TimeSpan duration)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(transcript.Duration, Is.EqualTo(duration).Within(TimeSpan.FromTicks(1)));
            Assert.That(transcript.Text, Is.EqualTo(string.Concat(transcript.Segments.Select(segment => segment.Text)).Trim()));
            TimeSpan before = TimeSpan.Zero;
            foreach (Segment segment in transcript.Segments)
            {
                Assert.That(segment.Start, Is.GreaterThanOrEqualTo(before), segment.Text);
                Assert.That(segment.End, Is.GreaterThan(segment.Start).And.LessThanOrEqualTo(transcript.Duration), segment.Text);
                before = segment.End;
            }

            Assert.That(transcript.Coverage, Is.Not.Empty);
            Assert.That(transcript.Coverage[0].Start, Is.EqualTo(TimeSpan.Zero));
            Assert.That(transcript.Coverage[^1].End, Is.EqualTo(transcript.Duration));
            Assert.That(transcript.Coverage.Skip(1).Select(span => span.Start), Is.EqualTo(transcript.Coverage.SkipLast(1).Select(span => span.End)));
        }
    }

    /// <summary>Equal but for rounding in the scores and what a clock measured.</summary>
    public static void AssertSame(Transcript actual, Transcript expected)
    {
        Assert.That(actual.Text, Is.EqualTo(expected.Text));
        Assert.That(actual.Language, Is.EqualTo(expected.Language));
        Assert.That(actual.Segments.Select(Described), Is.EqualTo(expected.Segments.Select(Described)));
        Assert.That(actual.Segments.Select(segment => segment.AverageLogProbability), Is.EqualTo(expected.Segments.Select(segment => segment.AverageLogProbability)).Within(1e-4));
        Assert.That(actual.Coverage.Select(Described), Is.EqualTo(expected.Coverage.Select(Described)));

        static string Described(object part) => part switch
        {
            Segment segment => $"{segment.Start} {segment.End} {string.Join(' ', segment.Tokens)}",
            CoverageSpan span => $"{span.Start} {span.End} {span.Kind}",
            _ => throw new ArgumentOutOfRangeException(nameof(part)),
        };
    }
}
