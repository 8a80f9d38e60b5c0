using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Ctc;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.Wav2Vec2;
using Speech.Sdk.Models.Wav2Vec2Bert;
using Speech.Sdk.Tests.Support;
using Speech.Sdk.Transcripts;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Tests.Ctc;

/// <summary>Recordings that are heard in chunks: minutes of digits, spoken by the samples one after the other.</summary>
[TestFixture("xls-r-digits")]
[TestFixture("w2v-bert-digits")]
public sealed class LongRecordingTests(string name)
{
    private ExportedModel? _folder;
    private CtcModel? _model;
    private CtcRecognizer? _recognizer;

    [OneTimeSetUp]
    public void Load()
    {
        _folder = new ExportedModel($"models/{name}");
        ModelFolder folder = ModelFolder.Open(_folder.Folder, name);
        IFrontEnd frontEnd = name.StartsWith("xls", StringComparison.Ordinal) ? new Wav2Vec2FrontEnd(folder) : new Wav2Vec2BertFrontEnd(folder);
        _model = CtcLoader.Load(folder, new RecognizerOptions { ExecutionProvider = ExecutionProvider.Cpu, Threads = 2 }, frontEnd.GetType().Name, frontEnd, "waveform", "features");
        _recognizer = new CtcRecognizer(_model);
    }

    [OneTimeTearDown]
    public void Unload()
    {
        _recognizer?.Dispose();
        _model?.Dispose();
        _folder?.Dispose();
    }

    // A full pass over 75 s, and chunks of 30 s of which 20 count. Attention reaches over all of a recording, and these models, which heard nothing
    // longer than some seconds before, make more of it than larger ones.
    [Test]
    public void Score_Chunks_AreAFullPassWithinABound()
    {
        float[] samples = Recording(75);
        (float[] full, _) = Scores(samples, TimeSpan.FromSeconds(100));
        (float[] chunked, int symbols) = Scores(samples, TimeSpan.FromSeconds(30));
        Assert.That(chunked, Has.Length.EqualTo(full.Length));
        double sum = 0;
        int changed = 0, frames = full.Length / symbols;
        for (int frame = 0; frame < frames; frame++)
        {
            float[] one = full[(frame * symbols)..((frame + 1) * symbols)], other = chunked[(frame * symbols)..((frame + 1) * symbols)];
            sum += one.Zip(other, (a, b) => Math.Abs(Math.Exp(a) - Math.Exp(b))).Max();
            changed += Array.IndexOf(one, one.Max()) != Array.IndexOf(other, other.Max()) ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{frames} frames: the likeliest symbol differs in {changed}, probabilities by {sum / frames:0.0000} in the mean");
        Assert.That(changed, Is.LessThanOrEqualTo(frames * 3 / 100));
        Assert.That(sum / frames, Is.LessThanOrEqualTo(0.03));
    }

    [TestCase(null, null)]
    [TestCase(LongForm.Chunked, 6.0)]
    [TestCase(LongForm.Chunked, 100.0)]
    public async Task Transcribe_AnyCut_SaysNoLessOfWhatIsSaid(LongForm? form, double? seconds)
    {
        float[] samples = Recording(50);
        string[] said = Said(50);
        Transcript whole = await _recognizer!.TranscribeAsync(AudioSource.FromSamples(samples, 16_000), Chunks(100) with { WordTimestamps = true });
        Transcript cut = await _recognizer.TranscribeAsync(AudioSource.FromSamples(samples, 16_000), (seconds is { } length ? Chunks(length) : new TranscriptionOptions { LongForm = form }) with { WordTimestamps = true });
        int errors = DigitSample.WordErrors(said, cut.Text), errorsWhole = DigitSample.WordErrors(said, whole.Text);
        TestContext.Out.WriteLine($"{said.Length} words, {errors} errors, {errorsWhole} heard whole; {cut.Segments.Count} segments");
        Assert.That(errors, Is.LessThanOrEqualTo(errorsWhole + 2));
        Assert.That(cut.Segments, Has.Count.GreaterThan(3));
        Assert.That(cut.Coverage[^1].End, Is.EqualTo(cut.Duration));
        // Chunks leave nothing out.
        if (form == LongForm.Chunked)
            Assert.That(cut.Coverage, Has.Count.EqualTo(1));
    }

    [TestCase(LongForm.Batched)]
    [TestCase(null)]
    public async Task Transcribe_LongRecording_IsCutAtPausesThatAreAccountedFor(LongForm? form)
    {
        Transcript transcript = await _recognizer!.TranscribeAsync(AudioSource.FromSamples(Recording(200), 16_000), new TranscriptionOptions { LongForm = form, WordTimestamps = true });
        string[] said = Said(200);
        int errors = DigitSample.WordErrors(said, transcript.Text);
        TestContext.Out.WriteLine($"{said.Length} words, {errors} errors at pauses: {transcript.Text}");
        Assert.That(errors, Is.LessThanOrEqualTo(said.Length / 8));
        Assert.That(transcript.Coverage[^1].End, Is.EqualTo(transcript.Duration));
        Assert.That(transcript.Words.Zip(transcript.Words.Skip(1)), Has.All.Matches<(Word First, Word Second)>(pair => pair.First.End <= pair.Second.Start));
    }

    // A source of unknown length is read until it is known to be long.
    [Test]
    public async Task Transcribe_AStreamOfUnknownLength_IsCutAsTheFile()
    {
        byte[] wav = Support.WavFile.Of(Support.WavFile.Bytes(Recording(40)));
        Transcript file = await _recognizer!.TranscribeAsync(AudioSource.FromBytes(wav));
        // As ffmpeg writes into a pipe: sizes that are not known yet.
        wav.AsSpan(4, 4).Fill(255);
        wav.AsSpan(40, 4).Fill(255);
        Transcript stream = await _recognizer.TranscribeAsync(AudioSource.FromStream(new MemoryStream(wav)));
        Assert.That(stream.Text, Is.EqualTo(file.Text).And.Not.Empty);
        Assert.That(stream.Segments.Select(segment => segment.Start), Is.EqualTo(file.Segments.Select(segment => segment.Start)));
    }

    // What can be read only once gives the same as what can be read again.
    [Test]
    public async Task Transcribe_AStream_IsTheFile()
    {
        byte[] wav = Support.WavFile.Of(Support.WavFile.Bytes(Recording(40)));
        Transcript stream = await _recognizer!.TranscribeAsync(AudioSource.FromStream(new MemoryStream(wav)), Chunks(10));
        Transcript file = await _recognizer.TranscribeAsync(AudioSource.FromBytes(wav), Chunks(10));
        Assert.That(stream.Text, Is.EqualTo(file.Text).And.Not.Empty);
    }

    [Test]
    public async Task Transcribe_Cancelled_StopsInTheMiddle()
    {
        using CancellationTokenSource stop = new();
        int reports = 0;
        TranscriptionOptions options = Chunks(6) with { Progress = new EachReport<TranscriptionProgress>(_ => { if (++reports == 2) stop.Cancel(); }) };
        await Assert.ThatAsync(() => _recognizer!.TranscribeAsync(AudioSource.FromSamples(Recording(50), 16_000), options, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(reports, Is.EqualTo(2));
    }

    private static TranscriptionOptions Chunks(double seconds) => new() { LongForm = LongForm.Chunked, Chunks = new ChunkOptions { Length = TimeSpan.FromSeconds(seconds) } };

    private (float[] Scores, int Symbols) Scores(float[] samples, TimeSpan chunk)
    {
        CtcPlan plan = new(_model!, Chunks(chunk.TotalSeconds));
        using InferenceCall call = new(default);
        using AudioWindow audio = new(AudioSource.FromSamples(samples, 16_000).Open(16_000));
        IRecordingMeasure measure = _model!.FrontEnd.Measure()!;
        measure.Accept(samples);
        List<float> scores = [];
        int symbols = 0;
        new CtcChunkRun(plan, call, audio, new CtcWatches()).Run(new SampleRange(0, long.MaxValue), measure.Scale(), (part, from, to) =>
        {
            scores.AddRange(part.Slice(from, to));
            symbols = part.Symbols;
        }, _ => { });
        return ([.. scores], symbols);
    }

    /// <summary>What the model hears in them one by one.</summary>
    private string[] Said(int seconds)
    {
        List<string> words = [];
        DigitSample[] clips = [.. DigitSample.All(name)];
        long samples = 0;
        for (int clip = 0; samples < seconds * 16_000; clip++)
        {
            words.AddRange(clips[clip % clips.Length].Text.Split(' '));
            samples += clips[clip % clips.Length].Samples().Length + 16_000;
        }

        return [.. words];
    }

    /// <summary>The samples again and again, with a second of a room's noise between them.</summary>
    private float[] Recording(int seconds)
    {
        DigitSample[] clips = [.. DigitSample.All(name)];
        float[] once = DigitSample.Join(clips, pauseSeconds: 1);
        return [.. Enumerable.Repeat(once, (seconds * 16_000 / once.Length) + 1).SelectMany(samples => samples).Take(seconds * 16_000)];
    }
}
