using System.Text.Json.Nodes;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper.Words;

/// <summary>
/// fixtures/whisper/base/words.json and longform-openai.json: the tokens that the references wrote, timed here. openai-whisper's
/// windows follow one another as the words of each say.
/// </summary>
public sealed class WordReferenceTests
{
    private const string Folder = "fixtures/whisper/base";
    private const double Step = 0.02 + 1e-6;
    private const double ProbabilityTolerance = 1e-2;

    private static WhisperTokenizer Tokenizer => WhisperBase.Model.Tokenizer;

    public static IEnumerable<TestCaseData> Clips() => GoldenCases.Of($"{Folder}/words.json", golden => (string)golden["audio"]!);

    [TestCaseSource(nameof(Clips))]
    public void Align_ClipsOpenAiSegments_GivesItsWords(JsonNode golden)
    {
        List<WordSegment> timed = Transcribe((string)golden["audio"]!, (string)golden["language"]!, golden["openai_segments"]!.AsArray(), silence: null, out _);
        Check(timed, [.. golden["openai_segments"]!.AsArray().Select(segment => ((double)segment!["start"]!, (double)segment["end"]!))],
            [.. golden["openai_words"]!.AsArray().Select(word => new WordTiming((string)word!["word"]!, 0, (double)word["start"]!, (double)word["end"]!, (double)word["probability"]!))]);
    }

    [Test]
    public void Align_LongRecordingSkippingSilence_GivesItsWordsAndWindows()
    {
        JsonNode golden = Shared.Json($"{Folder}/longform-openai.json")["cases"]!.AsArray().Single(run => run!["arguments"]!["hallucination_silence_threshold"] is not null)!;
        JsonArray segments = golden["segments"]!.AsArray();
        List<WordSegment> timed = Transcribe((string)golden["audio"]!, "en", segments, (double)golden["arguments"]!["hallucination_silence_threshold"]!, out List<int> seeks);
        Assert.That(seeks, Is.EqualTo(segments.Select(segment => (int)segment!["seek"]!).Distinct()));
        Check(timed, [.. segments.Select(segment => ((double)segment!["start"]!, (double)segment["end"]!))],
            [.. segments.SelectMany(segment => segment!["words"]!.AsArray()).Select(word => new WordTiming((string)word![0]!, 0, (double)word[1]!, (double)word[2]!, (double)word[3]!))]);
    }

    [Test]
    public void Align_TextsOfManyScripts_TimesTheReferencesWordsInOrder()
    {
        using AlignedWindow window = AlignedWindow.Of("zh_fleurs_1883");
        foreach (JsonNode? golden in Shared.Json("fixtures/text/tokenizer_words.json")["cases"]!.AsArray())
        {
            string? language = (string?)golden!["arguments"]!["language"];
            if ((string)golden["function"]! != "split_to_word_tokens" || language is not ("ja" or "zh" or "th" or "lo" or "ko" or "hi" or "ar"))
                continue;
            int[] ids = golden["input"].Ints();
            IReadOnlyList<WordTiming> words = window.Words(language, ids, frames: 1386);
            // openai-whisper fails where the text is cut inside a character.
            if (golden["expected"]!["words"] is JsonArray expected)
                Assert.That(words.Select(word => word.Text), Is.EqualTo(expected.Select(word => (string)word!)));
            Assert.That(words.Sum(word => word.Tokens), Is.EqualTo(ids.Length));
            Assert.That(words.SelectMany(word => (double[])[word.Start, word.End]), Is.Ordered.And.All.InRange(0, 13.86));
        }
    }

    [TestCaseSource(nameof(Clips))]
    public void TokenTimes_ClipsTokens_AreTransformers(JsonNode golden)
    {
        using AlignedWindow window = AlignedWindow.Of((string)golden["audio"]!);
        int[] prompt = Tokenizer.StartSequence((string)golden["language"]!, SpeechTask.Transcribe, timestamps: true);
        float[] times = window.TokenTimes(prompt, golden["hf_tokens"].Ints(), (int)golden["hf_num_frames"]!);
        float[] expected = [.. golden["hf_token_timestamps"]!.AsArray().Select(time => (float)time!)];
        Assert.That(times, Is.EqualTo(expected).Within(Step));
        TestContext.Out.WriteLine($"{times.Zip(expected).Count(pair => Math.Abs(pair.First - pair.Second) > 0.001)} of {times.Length} times differ");
    }

    /// <summary>openai-whisper's loop over the tokens that it wrote.</summary>
    private static List<WordSegment> Transcribe(string clip, string language, JsonArray segments, double? silence, out List<int> seeks)
    {
        float[] samples = WhisperBase.Samples(clip);
        int length = samples.Length + WhisperBase.Model.Features.WindowSamples;
        int stride = WhisperBase.Model.Features.Frames(length);
        int content = stride - WhisperBase.Model.Features.WindowFrames;
        float[] mel = new float[WhisperBase.Model.Features.Mels * stride];
        WhisperBase.Model.Features.Compute(samples, length, mel);

        List<WordSegment> timed = [];
        seeks = [];
        int seek = 0;
        double lastSpeech = 0;
        List<List<int[]>> windows = Windows([.. segments.Select(segment => segment!["tokens"].Ints())]);
        foreach (List<int[]> tokens in windows)
        {
            seeks.Add(seek);
            int frames = Math.Min(WhisperBase.Model.Config.WindowFrames, content - seek);
            using AlignedWindow window = AlignedWindow.Of(mel, stride, seek, frames);
            int[][] text = [.. tokens.Select(segment => segment.Where(token => token < Tokenizer.Special.EndOfText).ToArray())];
            IReadOnlyList<WordTiming> words = window.Words(language, [.. text.SelectMany(token => token)], frames);
            double start = seek / 100.0;
            // A window without a pair of time tokens is one segment from its beginning on.
            WordSegment[] plain = [.. tokens.Select((segment, index) => new WordSegment(start + (tokens.Count > 1 ? Seconds(segment[0]) : 0), start + Seconds(segment[^1]), text[index].Length))];
            IReadOnlyList<WordSegment> own = SegmentWords.Add(plain, words, start, lastSpeech);

            // Of the last window only the tokens are known to have been final.
            var place = new WindowAdvance.Window(seek, frames, 3000, content, EndsWithOneTime: tokens == windows[^1], lastSpeech);
            WindowAdvance.Outcome outcome = WindowAdvance.After(own, place, seek + frames, silence);
            Assert.That((outcome.Kept, outcome.IsVoid), Is.EqualTo((own.Count, false)));
            (seek, lastSpeech) = (outcome.Seek, outcome.LastSpeech);
            timed.AddRange(own);
        }

        return timed;
    }

    /// <summary>The segments of each window: a new one begins where the time tokens start anew.</summary>
    private static List<List<int[]>> Windows(IEnumerable<int[]> segments)
    {
        List<List<int[]>> windows = [];
        int last = int.MaxValue;
        foreach (int[] segment in segments)
        {
            if (segment[0] < last)
                windows.Add([]);
            windows[^1].Add(segment);
            last = segment[^1];
        }

        return windows;
    }

    private static double Seconds(int token) => Tokenizer.Time(token).TotalSeconds;

    private static void Check(List<WordSegment> timed, (double Start, double End)[] segments, WordTiming[] words)
    {
        WordTiming[] found = [.. timed.SelectMany(segment => segment.Words)];
        Assert.That(found.Select(word => word.Text), Is.EqualTo(words.Select(word => word.Text)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.SelectMany(Times), Is.EqualTo(words.SelectMany(Times)).Within(Step));
            Assert.That(found.Select(word => word.Probability), Is.EqualTo(words.Select(word => word.Probability)).Within(ProbabilityTolerance));
            Assert.That(timed.SelectMany(segment => (double[])[segment.Start, segment.End]), Is.EqualTo(segments.SelectMany(segment => (double[])[segment.Start, segment.End])).Within(Step));
        }

        TestContext.Out.WriteLine($"{found.Zip(words).Count(pair => !Times(pair.First).Zip(Times(pair.Second)).All(time => Math.Abs(time.First - time.Second) < 0.001))} of {words.Length} words differ in time; "
            + $"probabilities by at most {found.Zip(words).Max(pair => Math.Abs(pair.First.Probability - pair.Second.Probability)):g2}");

        static double[] Times(WordTiming word) => [word.Start, word.End];
    }
}
