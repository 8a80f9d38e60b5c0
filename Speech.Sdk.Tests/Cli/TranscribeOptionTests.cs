using Speech.Cli.Commands;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Cli;

public sealed class TranscribeOptionTests
{
    [Test]
    public void Read_FileAlone_LibraryDefaults()
    {
        TranscribeSettings settings = Read("a.wav");
        Assert.That(settings.Files, Is.EqualTo(new[] { "a.wav" }));
        Assert.That(settings.Model, Is.EqualTo("whisper-base"));
        Assert.That(settings.Writers.Single().Format, Is.EqualTo("txt"));
        Assert.That(settings.Transcription, Is.EqualTo(new TranscriptionOptions()));
        Assert.That(settings.Recognizer, Is.EqualTo(new RecognizerOptions()));
        Assert.That((settings.OutputFolder, settings.Precision, settings.Quiet), Is.EqualTo(((string?)null, (ModelPrecision?)null, false)));
    }

    [Test]
    public void Read_EveryOption_Arrives()
    {
        TranscribeSettings settings = Read(
            "--model", "m", "a.wav", "--allowed-languages", "de, en", "--task", "translate", "--format", "SRT", "--output", "o", "--device", "directml",
            "--threads", "3", "--workers", "2", "--beam-size", "5", "--length-penalty", "-0.5", "--patience", "1.5", "--alternatives", "2", "--repetition-penalty", "1.1",
            "--no-repeat-ngram-size", "4", "--prompt", "Hi, -x", "--prefix", "So", "--no-timestamps", "--max-tokens", "99", "--batch-size", "2",
            "--draft-model", "d", "--precision", "int8", "--quiet", "b.wav", "--language", "auto");
        Assert.That(settings.Files, Is.EqualTo(new[] { "a.wav", "b.wav" }));
        Assert.That((settings.Model, settings.Writers.Single().Format, settings.OutputFolder, settings.Precision, settings.Quiet),
            Is.EqualTo(("m", "srt", "o", (ModelPrecision?)ModelPrecision.Int8, true)));
        Assert.That(settings.Recognizer, Is.EqualTo(new RecognizerOptions { ExecutionProvider = ExecutionProvider.DirectMl, Threads = 3, Workers = 2, DraftModel = "d" }));
        Assert.That(settings.Transcription.AllowedLanguages, Is.EqualTo(new[] { "de", "en" }));
        Assert.That(settings.Transcription with { AllowedLanguages = null }, Is.EqualTo(new TranscriptionOptions
        {
            Task = SpeechTask.Translate, Timestamps = false, Prompt = "Hi, -x", Prefix = "So", BatchSize = 2,
            Decoding = new()
            {
                BeamSize = 5, LengthPenalty = -0.5, Patience = 1.5, Stopping = BeamStopping.Patience, Alternatives = 2, RepetitionPenalty = 1.1,
                NoRepeatNgramSize = 4, MaxTokens = 99,
            },
        }));
    }

    [Test]
    public void Read_RecordingOptions_Arrive()
    {
        TranscriptionOptions options = Read(
            "a.wav", "--long-form", "Chunked", "--word-timestamps", "--range", "5-10.25, 1:30-2:00 ,01:00:00.5-", "--condition-on-previous-text", "off",
            "--prompt", "p", "--carry-prompt", "on", "--language-per-stretch", "--language", "auto").Transcription;
        Assert.That(options.Ranges, Is.EqualTo(new TimeRange[]
        {
            new(Seconds(5), Seconds(10.25)), new(Seconds(90), Seconds(120)), new(Seconds(3600.5)),
        }));
        Assert.That(options with { Ranges = null }, Is.EqualTo(new TranscriptionOptions
        {
            LongForm = LongForm.Chunked, WordTimestamps = true, ConditionOnPreviousText = false, Prompt = "p", CarryPrompt = true, DetectLanguagePerStretch = true,
        }));
    }

    [TestCase("batched", LongForm.Batched)]
    [TestCase("sequential", LongForm.Sequential)]
    [TestCase("transformers", LongForm.SequentialTransformers)]
    [TestCase("chunked", LongForm.Chunked)]
    public void Read_LongForm_Arrives(string given, LongForm expected) =>
        Assert.That(Read("a.wav", "--long-form", given).Transcription.LongForm, Is.EqualTo(expected));

    [TestCase("fitted", EncoderWindow.Fitted)]
    [TestCase("FULL", EncoderWindow.Full)]
    public void Read_Window_Arrives(string given, EncoderWindow expected) => Assert.That(Read("a.wav", "--window", given).Transcription.Window, Is.EqualTo(expected));

    [Test]
    public void Read_ChunkOptions_Arrive()
    {
        Assert.That(Read("a.wav", "--long-form", "chunked").Transcription.Chunks, Is.Null);
        Assert.That(Read("a.wav", "--long-form", "chunked", "--chunk-length", "20", "--stride", "4, 2.5").Transcription.Chunks,
            Is.EqualTo(new ChunkOptions { Length = Seconds(20), LeftStride = Seconds(4), RightStride = Seconds(2.5) }));
        Assert.That(Read("a.wav", "--stride", "3", "--long-form", "CHUNKED").Transcription.Chunks,
            Is.EqualTo(new ChunkOptions { LeftStride = Seconds(3), RightStride = Seconds(3) }));
    }

    [Test]
    public void Read_FallbackOptions_Arrive()
    {
        TranscriptionOptions options = Read(
            "a.wav", "--temperature", "0, 0.3,1", "--compression-ratio-threshold", "none", "--logprob-threshold", "-0.5", "--no-speech-threshold", "NONE",
            "--best-of", "3", "--seed", "-7", "--keep-repetitions", "--hallucination-silence", "2.5", "--long-form", "sequential").Transcription;
        Assert.That(options.Fallback.Temperatures, Is.EqualTo(new[] { 0, 0.3, 1 }));
        Assert.That(options.Fallback with { Temperatures = new FallbackOptions().Temperatures }, Is.EqualTo(new FallbackOptions
        {
            CompressionRatio = null, AverageLogProbability = -0.5, NoSpeechProbability = null, BestOf = 3, Seed = -7,
        }));
        Assert.That((options.DropRepetitions, options.HallucinationSilence, options.WordTimestamps), Is.EqualTo(((bool?)false, (TimeSpan?)Seconds(2.5), true)));
        Assert.That(Read("a.wav", "--drop-repetitions").Transcription.DropRepetitions, Is.True);
    }

    [Test]
    public void Read_TokenOptions_Arrive()
    {
        DecodingOptions options = Read(
            "a.wav", "--suppress-tokens", "1, 2", "--force-tokens", "3,4", "--suppress-regex", "[0-9]", "--max-initial-timestamp", "2").Transcription.Decoding;
        Assert.That(options.SuppressTokens, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(options.ForcedTokens, Is.EqualTo(new[] { 3, 4 }));
        Assert.That((options.SuppressPattern, options.MaxInitialTimestamp), Is.EqualTo(("[0-9]", Seconds(2))));
        Assert.That(Read("a.wav", "--suppress-tokens", "none").Transcription.Decoding.SuppressTokens, Is.Empty);
    }

    [Test]
    public void Read_LanguageModelOptions_Arrive()
    {
        TranscribeSettings settings = Read(
            "a.wav", "--lm", "m.arpa", "--unigrams", "w.txt", "--lm-alpha", "0.7", "--lm-beta", "2", "--unknown-word-score", "-12", "--min-token-logprob", "-4",
            "--beam-prune-logprob", "-8", "--lm-boundary", "off", "--prune-history", "--reference-scoring", "--threads", "2");
        Assert.That(settings.Recognizer, Is.EqualTo(new RecognizerOptions { LanguageModel = "m.arpa", Unigrams = "w.txt", Threads = 2 }));
        Assert.That(settings.Transcription, Is.EqualTo(new TranscriptionOptions
        {
            Ctc = new CtcOptions
            {
                Alpha = 0.7, Beta = 2, UnknownWordScore = -12, ScoreBoundary = false, MinTokenLogProbability = -4, BeamPruneLogProbability = -8, PruneHistory = true,
                ReferenceScoring = true,
            },
        }));
        Assert.That(Read("a.wav", "--lm", "m.arpa").Transcription.Ctc, Is.Null);
        Assert.That(Read("a.wav", "--lm", "none").Recognizer, Is.EqualTo(new RecognizerOptions { UseLanguageModel = false }));
    }

    [Test]
    public void Read_VoiceActivityOptions_Arrive()
    {
        Assert.That(Read("a.wav", "--vad", "off").Transcription.VoiceActivity, Is.EqualTo(VoiceActivityOptions.Off));
        Assert.That(Read("a.wav", "--vad", "on").Transcription.VoiceActivity, Is.EqualTo(new VoiceActivityOptions()));
        Assert.That(Read("a.wav", "--vad-pad", "0.1").Transcription.VoiceActivity, Is.EqualTo(new VoiceActivityOptions { Pad = Seconds(0.1) }));
        VoiceActivityOptions? all = Read(
            "a.wav", "--vad", "on", "--vad-threshold", "0.6", "--vad-neg-threshold", "0.2", "--vad-min-speech", "1", "--vad-min-silence", "2",
            "--vad-max-speech", "30", "--vad-pad", "0").Transcription.VoiceActivity;
        Assert.That(all, Is.EqualTo(new VoiceActivityOptions
        {
            Threshold = 0.6, NegativeThreshold = 0.2, MinSpeech = Seconds(1), MinSilence = Seconds(2), MaxSpeech = Seconds(30), Pad = TimeSpan.Zero,
        }));
    }

    [TestCase("--max-line-width 20")]
    [TestCase("--max-line-width 20 --max-line-count 2")]
    [TestCase("--max-words-per-line 3")]
    [TestCase("--highlight-words")]
    public void Read_SubtitleOptions_TurnWordTimesOn(string options)
    {
        TranscribeSettings settings = Read(["a.wav", "--format", "json,vtt", "--output", "o", .. options.Split(' ')]);
        Assert.That(settings.Transcription.WordTimestamps, Is.True);
        Assert.That(settings.Writers.Select(writer => writer.Format), Is.EqualTo(new[] { "json", "vtt" }));
    }

    [TestCase("de", "de")]
    [TestCase("auto", null)]
    [TestCase("AUTO", null)]
    public void Read_Language_AutoIsDetection(string given, string? expected) =>
        Assert.That(Read("a.wav", "--language", given).Transcription.Language, Is.EqualTo(expected));

    [TestCase("@a.wav", TestName = "Read_AtSign_IsNoResponseFile")]
    [TestCase("-", TestName = "Read_Dash_IsStandardInput")]
    public void Read_UnusualName_IsAFile(string name) => Assert.That(Read(name).Files, Is.EqualTo(new[] { name }));

    [Test]
    public void Read_AfterDoubleDash_DashesAreFiles() =>
        Assert.That(Read("a.wav", "--prompt", "-x", "--", "--odd.wav").Files, Is.EqualTo(new[] { "a.wav", "--odd.wav" }));

    [TestCase("transcribe", "Required argument missing")]
    [TestCase("transcribe a.wav --beem-size 5", "'--beem-size' is not an option")]
    [TestCase("transcribe -x -- --odd.wav", "'-x' is not an option")]
    [TestCase("transcribe a.wav --beam-size five", "--beam-size: 'five' was given; expected a whole number")]
    [TestCase("transcribe a.wav --beam-size 9999", "--beam-size is 9999; expected 1 to 1000")]
    [TestCase("transcribe a.wav --alternatives 2 --beam-size 1", "--alternatives is 2; expected 1 to --beam-size (1)")]
    [TestCase("transcribe a.wav --length-penalty 1,5", "--length-penalty: '1,5' was given; expected a number")]
    [TestCase("transcribe a.wav --no-speech-threshold NaN", "--no-speech-threshold: 'NaN' was given; expected a number")]
    [TestCase("transcribe a.wav --length-penalty 1e999", "--length-penalty: '1e999' was given; expected a number")]
    [TestCase("transcribe a.wav --format doc", "--format: 'doc' was given; expected txt, json, jsonl, srt, vtt, tsv, csv or lrc")]
    [TestCase("transcribe a.wav --format srt,doc --output o", "--format: 'srt,doc' was given; expected txt")]
    [TestCase("transcribe a.wav --format srt,json", "give --output DIR too")]
    [TestCase("transcribe a.wav --format srt,srt --output o", "expected every format once")]
    [TestCase("transcribe a.wav --format srt --format json", "'--format' expects a single argument but 2 were provided")]
    [TestCase("transcribe a.wav --vad on --vad off", "'--vad' expects a single argument but 2 were provided")]
    [TestCase("transcribe a.wav --range 1-2 --range 3-4", "'--range' expects a single argument but 2 were provided")]
    [TestCase("transcribe a.wav --hotwords ,", "--hotwords: ',' was given; expected at least one word")]
    [TestCase("transcribe a.wav --device gpu", "--device: 'gpu' was given; expected auto, cpu, cuda, directml, coreml or tensorrt")]
    [TestCase("transcribe a.wav --device cpu,cuda", "--device: 'cpu,cuda' was given; expected one device: auto, cpu")]
    [TestCase("transcribe a.wav --device 1", "--device: '1' was given; expected auto")]
    [TestCase("transcribe a.wav --device cuda:x", "--device: 'cuda:x' was given")]
    [TestCase("transcribe a.wav --device cpu:1", "--device: 'cpu:1' was given")]
    [TestCase("transcribe a.wav --task sing", "--task: 'sing' was given")]
    [TestCase("transcribe a.wav --precision int2", "--precision: 'int2' was given")]
    [TestCase("transcribe a.wav --batch-size 0", "--batch-size is 0; expected 1 to 1024")]
    [TestCase("transcribe a.wav --threads -1", "--threads is -1; expected 0")]
    [TestCase("transcribe a.wav --workers 0", "--workers is 0; expected 1 to 64, or leave it out for one.")]
    [TestCase("transcribe a.wav --language de --allowed-languages de", "--allowed-languages was given with --language")]
    [TestCase("transcribe a.wav --language de --language-per-stretch", "--language-per-stretch was given with --language")]
    [TestCase("transcribe a.wav --keep-repetitions --drop-repetitions", "leave one of them out")]
    [TestCase("transcribe a.wav --vad off --vad-pad 1", "--vad-pad was given with --vad off")]
    [TestCase("transcribe a.wav --vad maybe", "--vad: 'maybe' was given; expected on or off")]
    [TestCase("transcribe a.wav --vad-pad 1s", "--vad-pad: '1s' was given; expected seconds such as 0.5")]
    [TestCase("transcribe a.wav --vad-pad 1e99", "--vad-pad: '1e99' was given; expected seconds")]
    [TestCase("transcribe a.wav --vad-threshold 2", "--vad-threshold is 2")]
    [TestCase("transcribe a.wav --carry-prompt on", "--carry-prompt was given without --prompt")]
    [TestCase("transcribe a.wav --condition-on-previous-text on", "choose Sequential")]
    [TestCase("transcribe a.wav --hallucination-silence 2", "with --word-timestamps and --long-form Sequential")]
    [TestCase("transcribe a.wav --window short", "--window: 'short' was given; expected fitted or full")]
    [TestCase("transcribe a.wav --window fitted --long-form chunked", "--window is Fitted, but Chunked hears full windows")]
    [TestCase("transcribe a.wav --chunk-length 20", "--chunk-length was given without --long-form chunked")]
    [TestCase("transcribe a.wav --long-form sequential --stride 4", "--stride was given without --long-form chunked")]
    [TestCase("transcribe a.wav --long-form chunked --stride 1,2,3", "--stride: 3 values were given; expected one for both sides")]
    [TestCase("transcribe a.wav --long-form chunked --stride wide", "--stride: 'wide' was given; expected seconds such as 5 or 4,2")]
    [TestCase("transcribe a.wav --long-form chunked --chunk-length 8 --stride 4", "expected less together than a chunk's 8 s")]
    [TestCase("transcribe a.wav --range 10", "--range: '10' was given; expected START-END")]
    [TestCase("transcribe a.wav --range 10-5", "expected ranges in the order of time")]
    [TestCase("transcribe a.wav --temperature 0,,1", "--temperature: '0,,1' was given; expected numbers such as 0,0.2,0.4")]
    [TestCase("transcribe a.wav --temperature 11", "--temperature is [11]; expected")]
    [TestCase("transcribe a.wav --logprob-threshold never", "--logprob-threshold: 'never' was given; expected a number such as 0.6, or none")]
    [TestCase("transcribe a.wav --suppress-tokens a", "--suppress-tokens: 'a' was given; expected token ids such as 50257,50362, or none")]
    [TestCase("transcribe a.wav --force-tokens none", "--force-tokens: 'none' was given; expected token ids")]
    [TestCase("transcribe a.wav --suppress-regex (", "--suppress-regex: '(' was given; expected a regular expression")]
    [TestCase("transcribe a.wav --suppress-regex a*", "does not match the empty text")]
    [TestCase("transcribe a.wav --max-line-width 20", "--max-line-width was given, but --format is txt; it shapes srt and vtt")]
    [TestCase("transcribe a.wav --format srt --max-line-count 2", "--max-line-count was given without --max-line-width")]
    [TestCase("transcribe a.wav --format srt --max-line-width 0", "--max-line-width is 0; expected at least 1")]
    [TestCase("transcribe a.wav --format srt --max-line-width 9 --max-line-count 2 --max-words-per-line 3", "expected words or lines")]
    [TestCase("transcribe a.wav --format srt --highlight-words --no-timestamps", "--no-timestamps was given with --highlight-words")]
    [TestCase("transcribe a.wav --word-timestamps --no-timestamps", "--no-timestamps was given with --word-timestamps")]
    [TestCase("transcribe a.wav --allowed-languages ,", "--allowed-languages is empty")]
    [TestCase("transcribe a.wav --lm m.arpa --beam-size 1", "--lm was given with --beam-size 1")]
    [TestCase("transcribe - -", "'-' was given more than once")]
    [TestCase("transcribe a.wav --model", "--model")]
    [TestCase("transscribe a.wav", "'transscribe' is not a command")]
    [TestCase("", "Required command was not provided")]
    [TestCase("models lst", "'lst' is not a command")]
    [TestCase("devices now", "'now' is not a command")]
    [TestCase("models", "Required command was not provided")]
    public async Task Run_WrongUsage_OneLineAndTwo(string line, string expected)
    {
        CliRun run = new();
        Assert.That(await run.InvokeAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Is.EqualTo(2));
        Assert.That(run.ErrorLines[0], Does.StartWith("error: ").And.Contain(expected));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.LoadedModel, Is.Null);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TranscribeSettings Read(params string[] arguments)
    {
        TranscribeCommand command = new();
        var parsed = command.Parse(arguments, new() { ResponseFileTokenReplacer = null });
        Assert.That(parsed.Errors, Is.Empty);
        return command.Read(parsed);
    }
}
