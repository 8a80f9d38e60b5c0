using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.KyutaiStt.Sessions;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>When a stream's state is written, whose it is, and when it goes.</summary>
public sealed class StateFileTests : KeptStreams
{
    // What is killed without notice is gone on with from the minute before.
    [Test]
    public async Task Stream_LongOne_IsSavedAgainAndAgain()
    {
        Clock clock = new();
        LiveStream live = new(new ScriptedModel("0 ▁the 0").Load(), Kept, clock);
        List<DateTime> saved = [];
        await foreach (TranscriptUpdate update in live.RunAsync(LiveAudio.FromSamples(Audio(), 24_000), new SharedUse(new MemoryStream()), default))
            Assert.That(update.Transcript is null || !File.Exists(Path) || saved.Count == 5);
        Assert.That(saved, Is.Unique.And.Count.EqualTo(5));
        Assert.That(Directory.GetFiles(Folder), Is.Empty);

        async IAsyncEnumerable<ReadOnlyMemory<float>> Audio()
        {
            for (int minute = 0; minute < 5; minute++)
            {
                clock.Now += TimeSpan.FromMinutes(1).Ticks;
                File.Delete(Path);
                yield return new float[4800];
                while (!File.Exists(Path))
                    await Task.Delay(1);
                saved.Add(File.GetLastWriteTimeUtc(Path));
            }
        }
    }

    [Test]
    public async Task Stream_StateOfSomethingElse_IsRefusedAndStays()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        await LeaveAsync(recognizer);
        byte[] state = File.ReadAllBytes(Path);
        using KyutaiSttRecognizer other = new(new ScriptedModel("0 ▁the 0").Load() with { Hash = Enumerable.Repeat((byte)7, 32).ToArray() });
        await RefusesAsync(other, "of another model");
        File.WriteAllBytes(Path, state[..^1]);
        await RefusesAsync(recognizer, "cut off");
        File.WriteAllBytes(Path, state[..30]);
        await RefusesAsync(recognizer, "");
        state[60] ^= 1;
        File.WriteAllBytes(Path, state);
        await RefusesAsync(recognizer, "damaged");
        File.WriteAllText(Path, "a diary");
        await RefusesAsync(recognizer, "no state of a stream");
        Assert.That(File.ReadAllText(Path), Is.EqualTo("a diary"));
    }

    // The copy is made while all streams wait: it must not need to grow.
    [Test]
    public void Length_OfWhatIsWritten_IsItsLength()
    {
        using MemoryStream written = new();
        using StateLength length = new();
        foreach (Stream target in (Stream[])[written, length])
        {
            using BinaryWriter writer = new(target, System.Text.Encoding.UTF8, leaveOpen: true);
            writer.Write(1.5);
            writer.Write(true);
            writer.Write((byte)7);
            writer.Write("Wörter, viele");
            writer.Write(new string('ß', 70_000));
            writer.Write(new byte[100_000].AsSpan());
            writer.Write(new byte[10]);
        }

        Assert.That(length.Length, Is.EqualTo(written.Length));
    }

    [Test]
    public async Task Stream_StateOfAStreamUnderWay_IsRefusedUntilThatHasEnded()
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        await using (IAsyncEnumerator<TranscriptUpdate> first = recognizer.StreamAsync(TinyCheckpoint.Live(new float[48_000], 1000), Kept).GetAsyncEnumerator())
        {
            Assert.That(await first.MoveNextAsync());
            await RefusesAsync(recognizer, "another process");
        }

        await LeaveAsync(recognizer);
        Assert.That(Directory.GetFiles(Folder), Is.EqualTo((string[])[Path]));
    }

    // It would be gone on with from nothing.
    [TestCase("no audio")]
    [TestCase("no WAV")]
    [TestCase("unplugged")]
    public async Task Stream_NothingHeard_LeavesNoState(string source)
    {
        using KyutaiSttRecognizer recognizer = new(new ScriptedModel("0 ▁the 0").Load());
        LiveAudio audio = source switch
        {
            "no audio" => LiveAudio.FromRawStream(Stream.Null, 24_000),
            "no WAV" => LiveAudio.FromStream(new MemoryStream("a diary of many words"u8.ToArray())),
            _ => LiveAudio.FromSamples(TinyCheckpoint.Chunks([], 1, new IOException(source)), 24_000),
        };
        await Assert.ThatAsync(() => ListenAsync(recognizer, audio, Kept, []), source == "unplugged" ? Throws.TypeOf<IOException>() : Throws.TypeOf<AudioFormatException>());
        Assert.That(Directory.GetFiles(Folder), Is.Empty);
    }

    private async Task RefusesAsync(KyutaiSttRecognizer recognizer, string message) => await Assert.ThatAsync(
        () => LeaveAsync(recognizer), Throws.TypeOf<SpeechException>().With.Message.Contains(message).And.Message.Contains("stream.state"));
}
