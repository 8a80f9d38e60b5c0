using System.Text.Json.Nodes;
using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Models.KyutaiStt.Words;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Tests.Tokens;
using Speech.Sdk.Tests.Tokens.SentencePiece;
using Speech.Sdk.Tokens.SentencePiece;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.KyutaiStt.Words;

/// <summary>Words with times from tokens: against Kyutai's rule as recorded, and by hand what that rule leaves open.</summary>
public sealed class WordTimelineTests
{
    private const double Frame = 0.08;

    private static readonly SentencePieceTokenizer Tiny = Load(TinyModels.UnigramBytes);

    [Test]
    public void Push_RecordedRuns_GivesKyutaisWords()
    {
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(Shared.Path("fixtures/kyutai/stt-moshi/tokenizer_tiny_480.model"));
        GoldenTensors tensors = Shared.Tensors("fixtures/kyutai/stt-moshi/golden.safetensors");
        foreach (JsonNode? run in Shared.Json("fixtures/kyutai/stt-moshi/golden.json")["stt_from_file"]!.AsArray())
        {
            int[] ids = [.. tensors.Longs($"{(string)run!["name"]!}.tokens").Select(id => (int)id)];
            Check(tokenizer, ids, (double)run["offset_seconds"]!, run["words"]!.AsArray(), (string)run["name"]!, (string)run["text_all_tokens"]!);
        }
    }

    [Test]
    public void Push_RecordedExamples_GivesKyutaisWords()
    {
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(Shared.Path("fixtures/kyutai/stt-moshi/tokenizer_tiny_480.model"));
        foreach (JsonNode? example in Shared.Json("fixtures/kyutai/stt-moshi/golden.json")["timestamp_rule_examples"]!.AsArray())
        {
            int[] ids = [.. example!["tokens"]!.AsArray().Select(id => (int)id!)];
            Check(tokenizer, ids, (double)example["offset_seconds"]!, example["words"]!.AsArray(), (string)example["note"]!, null);
        }
    }

    [Test]
    public void Push_RecordedTexts_AreThoseOfTheWholeRun()
    {
        SentencePieceTokenizer tokenizer = SentencePieceTokenizer.Load(Shared.Path("fixtures/kyutai/stt-moshi/tokenizer_tiny_480.model"));
        GoldenTensors tensors = Shared.Tensors("fixtures/kyutai/stt-moshi/golden.safetensors");
        foreach (JsonNode? run in Shared.Json("fixtures/kyutai/stt-moshi/golden.json")["run_inference"]!.AsArray())
        {
            int[] ids = [.. tensors.Longs($"{(string)run!["name"]!}.tokens").Skip(1).Select(id => (int)id)];
            string text = string.Concat(Words(tokenizer, ids).Select(word => word.Text));
            Assert.That(text, Is.EqualTo((string)run["decoded_text"]!));

            // What Kyutai prints piece by piece begins with the first piece's space.
            Assert.That(((string)run["printed_text"]!).TrimStart(), Is.EqualTo(text));
        }
    }

    /// <summary>Steps: 0 is a word mark, _ padding, $ the end of text, anything else a piece.</summary>
    [TestCase("_ 0 ▁the _ 0 ▁a _ _ 0", "the 2-4| a 5-8", TestName = "Times_TwoWords_EndAtTheNextMark")]
    [TestCase("▁the _ 0 ▁a 0", "the 0-2| a 3-4", TestName = "Times_BeforeTheFirstMark_BeginAtTheFirstToken")]
    [TestCase("_ _ ▁the _ _", "the 2-5", TestName = "Times_NoMark_BeginAtTheFirstToken")]
    [TestCase("0 ▁the ▁a n ▁s _ _ 0", "the 1-2| an 2-4| s 4-7", TestName = "Times_SeveralWordsInASegment_ShareItByTheirTokens")]
    [TestCase("0 ▁a n ▁s 0", "an 1-3| s 3-4", TestName = "Times_SeveralWords_AreAsLongAsTheirTextEncodes")]
    [TestCase("0 ▁the <0x41> ▁a 0", "theA 1-3| a 3-4", TestName = "Times_PieceWithoutSpace_ContinuesTheWord")]
    [TestCase("0 ▁the 0 r 0", "the 1-2|r 3-4", TestName = "Times_PieceWithoutSpaceBehindAMark_IsAWordOfItsOwn")]
    [TestCase("0 ▁the $ _ _", "the 1-2", TestName = "Times_EndOfText_EndsTheWord")]
    [TestCase("0 ▁the $ ▁a _", "the 1-2| a 3-5", TestName = "Times_BehindTheEndOfText_NothingIsLost")]
    [TestCase("0 ▁the _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ 0 ▁a", "the 1-13.5| a 18-19", TestName = "Times_LongPause_EndsTheWordAfterASecond")]
    [TestCase("0 ▁the _ _ _ _ _ _ _ _ _ _ _ _ 0 ▁a", "the 1-14| a 15-16", TestName = "Times_PauseBelowASecond_LastsToTheMark")]
    [TestCase("0 ▁the _ _ _ _ _ _ _ _ ▁a _ _ _ _ _ _ 0", "the 1-2| a 2-17", TestName = "Times_PauseInASegment_IsTheLastWords")]
    [TestCase("0 ▁the _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ ▁a _ 0", "the 1-13.5| a 17-19", TestName = "Times_BehindALongPauseWithoutMark_BeginAtTheToken")]
    [TestCase("0 0 _ 0 ▁a 0 0", "a 4-5", TestName = "Times_EmptySegments_AreNoWords")]
    [TestCase("0 0 _ 0", "", TestName = "Times_NoText_AreNoWords")]
    [TestCase("", "", TestName = "Times_NoTokens_AreNoWords")]
    public void Times(string steps, string expected)
    {
        string words = string.Join('|', Words(Tiny, Ids(steps)).Select(word =>
            FormattableString.Invariant($"{word.Text} {Math.Round(word.Start / TimeSpan.FromSeconds(Frame), 3)}-{Math.Round(word.End / TimeSpan.FromSeconds(Frame), 3)}")));
        Assert.That(words, Is.EqualTo(expected));
    }

    [Test]
    public void Push_CharacterOverAMark_IsWhole()
    {
        Word[] words = Words(Tiny, Ids("0 ▁a <0xC3> 0 _ <0xA9> ▁s 0"));
        Assert.That(words.Select(word => word.Text), Is.EqualTo(new[] { "a", "é", " s" }));
    }

    [Test]
    public void Push_TheFirstStepHearsNothing_IsAFrameEarlier()
    {
        int[] ids = Ids("_ 0 ▁the _ 0 ▁a _ _ 0");
        Word[] theirs = Words(Tiny, ids, new StepClock(12.5, 1, 0));
        Word[] ours = Words(Tiny, ids, new StepClock(12.5, 0, 0));
        Assert.That(ours.Select(word => word.Start), Is.EqualTo(theirs.Select(word => word.Start - TimeSpan.FromSeconds(Frame))));
        Assert.That(ours.Select(word => word.End), Is.EqualTo(theirs.Select(word => word.End - TimeSpan.FromSeconds(Frame))));
    }

    [Test]
    public void Push_AWord_IsHandedOutAsSoonAsItsEndIsKnown()
    {
        WordTimeline timeline = new(Tiny, new StepClock(12.5, 1, 0), new TextIds());
        List<string> seen = [];
        foreach (int id in Ids("0 ▁the ▁a n _ 0"))
        {
            string words = string.Concat(timeline.Push(new TextToken(id, -0.5f)).Select(word => word.Text));
            seen.Add($"{words}[{timeline.Provisional}]");
        }

        Assert.That(seen, Is.EqualTo(new[] { "[]", "[the]", "the[ a]", "[ an]", "[ an]", " an[]" }));
        Assert.That(timeline.Finish(), Is.Empty);
    }

    [Test]
    public void Push_Tokens_GivesTheGeometricMeanOfTheirProbabilities()
    {
        WordTimeline timeline = new(Tiny, new StepClock(12.5, 1, 0), new TextIds());
        TextToken[] tokens = [new(0, -9), new(Tiny.Find("▁"), -0.25f), new(Tiny.Find("t"), -0.5f), new(3, -9), new(Tiny.Find("h"), -1.5f), new(Tiny.Find("▁a"), -0.125f)];
        Word[] words = [.. tokens.SelectMany(timeline.Push), .. timeline.Finish()];
        Assert.That(words.Select(word => word.Confidence), Is.EqualTo(new[] { Math.Exp(-2.25 / 3), Math.Exp(-0.125) }).Within(1e-12));
    }

    [Test]
    public void Push_AudioEnds_NoWordIsBehindIt()
    {
        WordTimeline timeline = new(Tiny, new StepClock(12.5, 1, 0), new TextIds()) { AudioEnd = TimeSpan.FromSeconds(0.3) };
        Word[] words = [.. Ids("0 ▁the _ _ 0 ▁a _ _").SelectMany(id => timeline.Push(new TextToken(id, 0))), .. timeline.Finish()];
        Assert.That(words.Select(word => (word.Start.TotalSeconds, word.End.TotalSeconds)), Is.EqualTo(new[] { (0.08, 0.3), (0.3, 0.3) }));
    }

    [Test]
    public void Push_AnyTokens_LosesNothingAndNeverGoesBack([Range(0, 19)] int seed)
    {
        Random random = new(seed);
        int[] ids = [.. Enumerable.Range(0, 400).Select(_ => random.Next(6) switch
        {
            0 => 0,
            1 or 2 => 3,
            3 => random.Next(4, 260),
            _ => random.Next(seed % 2 == 0 ? 260 : 0, Tiny.Count + 3),
        })];
        WordTimeline timeline = new(Tiny, new StepClock(12.5, seed % 2, seed % 3 * 0.5), new TextIds());
        List<Word> words = [];
        PieceDecoder decoder = new(Tiny);
        string text = "";
        foreach (int id in ids)
        {
            words.AddRange(timeline.Push(new TextToken(id, -(float)random.NextDouble())));
            text += id > 3 && Tiny.Contains(id) ? decoder.Append(id) : "";
            Assert.That(string.Concat(words.Select(word => word.Text)) + timeline.Provisional, Is.EqualTo(text));
        }

        words.AddRange(timeline.Finish());
        Assert.That(string.Concat(words.Select(word => word.Text)) + timeline.Provisional, Is.EqualTo(Tiny.Decode([.. ids.Where(id => id > 3 && Tiny.Contains(id))])));
        Assert.That(timeline.Provisional, Is.Empty.Or.Matches("^\\s+$"));
        TimeSpan before = TimeSpan.Zero;
        foreach (Word word in words)
        {
            Assert.That(word.Start, Is.GreaterThanOrEqualTo(before));
            Assert.That(word.End, Is.GreaterThanOrEqualTo(word.Start).And.LessThanOrEqualTo(TimeSpan.FromSeconds(ids.Length * Frame)));
            Assert.That(word.Confidence, Is.InRange(double.Epsilon, 1));
            before = word.End;
        }
    }

    [Test]
    public void Save_AnywhereInAStream_GoesOnAsIfNothingHadBeen()
    {
        Random random = new(3);
        int[] ids = [.. Enumerable.Range(0, 300).Select(_ => random.Next(4) == 0 ? random.Next(4) : random.Next(4, Tiny.Count))];
        WordTimeline whole = new(Tiny, new StepClock(12.5, 0, 0.5), new TextIds());
        WordTimeline timeline = new(Tiny, new StepClock(12.5, 0, 0.5), new TextIds());
        List<Word> words = [];
        foreach (int id in ids)
        {
            words.AddRange(timeline.Push(new TextToken(id, -0.25f)));
            using MemoryStream state = new();
            using BinaryWriter writer = new(state);
            timeline.Save(writer);
            state.Position = 0;
            timeline = new(Tiny, new StepClock(12.5, 0, 0.5), new TextIds());
            using BinaryReader reader = new(state);
            timeline.Restore(reader);
            Assert.That(state.Position, Is.EqualTo(state.Length));
        }

        words.AddRange(timeline.Finish());
        Word[] expected = [.. ids.SelectMany(id => whole.Push(new TextToken(id, -0.25f))), .. whole.Finish()];
        Assert.That(words, Is.EqualTo(expected));
    }

    [Test]
    public void Restore_CutOffState_SaysSo()
    {
        WordTimeline timeline = new(Tiny, new StepClock(12.5, 0, 0.5), new TextIds());
        timeline.Push(new TextToken(Tiny.Find("▁the"), 0));
        using MemoryStream state = new();
        using BinaryWriter writer = new(state);
        timeline.Save(writer);
        for (int length = 0; length < state.Length; length++)
        {
            using BinaryReader reader = new(new MemoryStream(state.ToArray()[..length]));
            Assert.That(() => new WordTimeline(Tiny, new StepClock(12.5, 0, 0.5), new TextIds()).Restore(reader), Throws.InstanceOf<InvalidDataException>());
        }
    }

    [Test]
    public void Push_PaddingWhileAWordIsPending_AllocatesNothing()
    {
        WordTimeline timeline = new(Tiny, new StepClock(12.5, 0, 0), new TextIds());
        foreach (int id in Ids("0 ▁the _ 0 ▁the _ _"))
            timeline.Push(new TextToken(id, 0));
        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < 8; i++)
                timeline.Push(new TextToken(3, 0));
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(timeline.Provisional, Is.EqualTo(" the"));
    }

    /// <summary>Steps without text allocate nothing, and a model that never marks a word does not fill the memory.</summary>
    [TestCase("_", 0)]
    [TestCase("0", 200)]
    [TestCase("▁a", 2000)]
    [TestCase("a", 4000)]
    [TestCase("▁", 400)]
    [TestCase("<0x80>", 4000)]
    public void Push_ForEver_KeepsOnlyWhatIsPending(string step, int mostBytes)
    {
        WordTimeline timeline = new(Tiny, new StepClock(12.5, 0, 0), new TextIds());
        TextToken token = new(Ids(step)[0], -0.5f);
        for (int i = 0; i < 2000; i++)
            timeline.Push(token);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            timeline.Push(token);
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, Is.LessThanOrEqualTo(mostBytes));
        if (step != "▁")
            Assert.That(timeline.Provisional, Has.Length.LessThan(2000));
    }

    private static void Check(SentencePieceTokenizer tokenizer, int[] ids, double offset, JsonArray expected, string name, string? text)
    {
        Word[] words = Words(tokenizer, ids, new StepClock(12.5, 1, offset));
        if (text is not null)
            Assert.That(string.Concat(words.Select(word => word.Text)), Is.EqualTo(text), name);

        // Kyutai's rule loses the words before the first mark.
        Word[] behindTheMark = words[^expected.Count..];
        for (int i = 0; i < expected.Count; i++)
        {
            string what = $"{name}, word {i}";
            Assert.That(behindTheMark[i].Text.Trim(), Is.EqualTo(((string)expected[i]!["text"]!).Trim()), what);
            Assert.That(behindTheMark[i].Start.TotalSeconds, Is.EqualTo((double)expected[i]!["start"]!).Within(1e-7), what);
            Assert.That(behindTheMark[i].End.TotalSeconds, Is.EqualTo((double)expected[i]!["end"]!).Within(1e-7), what);
        }

        string[] lost = tokenizer.Decode([.. ids.TakeWhile(id => id != 0).Where(id => id > 3)]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(words.Take(words.Length - expected.Count).Select(word => word.Text.Trim()), Is.EqualTo(lost), name);
    }

    private static Word[] Words(SentencePieceTokenizer tokenizer, int[] ids, StepClock? clock = null)
    {
        WordTimeline timeline = new(tokenizer, clock ?? new StepClock(12.5, 1, 0), new TextIds());
        return [.. ids.SelectMany(id => timeline.Push(new TextToken(id, -0.25f))), .. timeline.Finish()];
    }

    private static int[] Ids(string steps) => [.. steps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(step => step switch
    {
        "0" => 0,
        "_" => 3,
        "$" => 2,
        _ => Tiny.Find(step),
    })];

    private static SentencePieceTokenizer Load(ModelWriter model)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("tokenizer.model"), model.Write());
        return SentencePieceTokenizer.Load(folder.File("tokenizer.model"));
    }
}
