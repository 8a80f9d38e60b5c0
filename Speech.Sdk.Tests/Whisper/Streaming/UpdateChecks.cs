using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper.Streaming;

/// <summary>What holds for every stream.</summary>
internal static class UpdateChecks
{
    public static void AssertSound(IReadOnlyList<TranscriptUpdate> updates, TimeSpan duration)
    {
        Transcript transcript = updates[^1].Transcript!;
        TranscriptChecks.AssertSound(transcript, duration);
        Word[] words = [.. updates.SelectMany(update => update.Words)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(updates.SkipLast(1).Select(update => update.Transcript), Is.All.Null);
            Assert.That(string.Concat(updates.Select(update => update.Committed)).Trim(), Is.EqualTo(transcript.Text), "committed text is the transcript");
            Assert.That(words, Is.EqualTo(transcript.Words));
            Assert.That(string.Concat(words.Select(word => word.Text)).Trim(), Is.EqualTo(transcript.Text));
            Assert.That(updates.Select(update => update.Heard), Is.Ordered.And.All.LessThanOrEqualTo(duration + TimeSpan.FromTicks(1)));
            Assert.That(updates[^1].Provisional, Is.Empty);
            Assert.That(updates[^1].Latency.Words, Is.EqualTo(words.Length));
        }

        TimeSpan before = TimeSpan.Zero;
        foreach (TranscriptUpdate update in updates)
        {
            foreach (Word word in update.Words)
            {
                Assert.That(word.Start, Is.GreaterThanOrEqualTo(before), word.Text);
                Assert.That(word.End, Is.GreaterThanOrEqualTo(word.Start).And.LessThanOrEqualTo(update.Heard), word.Text);
                before = word.End;
            }
        }
    }
}
