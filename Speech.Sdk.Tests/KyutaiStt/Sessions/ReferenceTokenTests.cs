using System.Collections.Concurrent;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.KyutaiStt.Steps;
using Speech.Sdk.Tests.Whisper;
using Speech.Sdk.Tests.Whisper.Streaming;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.KyutaiStt.Sessions;

/// <summary>Every reference token comes out, whatever way the audio goes in.</summary>
[TestFixture("stt-trfs")]
[TestFixture("stt-moshi")]
public sealed class ReferenceTokenTests(string layout)
{
    private static readonly TranscriptionOptions WithWords = new() { WordTimestamps = true };

    private TinyCheckpoint _checkpoint = null!;
    private KyutaiSttRecognizer _recognizer = null!;
    private KyutaiSttModel _model = null!;
    private ConcurrentQueue<RecordedTimeline> _streams = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _checkpoint = new TinyCheckpoint(layout);
        (_model, _streams) = RecordedTimeline.Of(_checkpoint.Load());
        _recognizer = new KyutaiSttRecognizer(_model);
    }

    [OneTimeTearDown]
    public void Unload()
    {
        _recognizer?.Dispose();
        _checkpoint?.Dispose();
    }

    [SetUp]
    public void Forget() => _streams.Clear();

    [Test]
    public async Task Transcribe_ReferenceClips_GivesTheReferenceTokensAndTheirWords()
    {
        foreach ((string name, float[] audio, int[] tokens) in _checkpoint.Runs)
        {
            _streams.Clear();
            Transcript transcript = await _recognizer.TranscribeAsync(TinyCheckpoint.Source(audio), WithWords);
            Assert.That(_streams.Single().Tokens, Is.EqualTo(tokens), name);
            Word[] words = Words(tokens, audio);
            Assert.That(transcript.Words.Select(word => word with { Confidence = 1 }), Is.EqualTo(words), name);
            Assert.That(transcript.Text, Is.EqualTo(string.Concat(words.Select(word => word.Text)).Trim()), name);
            Assert.That(transcript.Segments.SelectMany(segment => segment.Tokens), Is.EqualTo(tokens.Where(_model.IsText)), name);
            TranscriptChecks.AssertSound(transcript, TimeSpan.FromSeconds((double)audio.Length / TinyCheckpoint.SampleRate));
        }
    }

    [TestCase(777)]
    [TestCase(9_999)]
    public async Task Stream_OddChunks_GivesTheReferenceTokensAndTheOfflineTranscript(int chunk)
    {
        foreach ((string name, float[] audio, int[] tokens) in _checkpoint.Runs)
        {
            _streams.Clear();
            List<TranscriptUpdate> updates = await UpdatesAsync(audio, chunk);
            Assert.That(_streams.Single().Tokens, Is.EqualTo(tokens), name);
            UpdateChecks.AssertSound(updates, TimeSpan.FromSeconds((double)audio.Length / TinyCheckpoint.SampleRate));
            AssertSame(updates[^1].Transcript!, await _recognizer.TranscribeAsync(TinyCheckpoint.Source(audio), WithWords), name);
        }
    }

    [Test]
    public async Task All_AtOnce_EachGivesItsReferenceTokens()
    {
        (string Name, float[] Audio, int[] Tokens)[] runs = [.. _checkpoint.Runs];
        Task<IReadOnlyList<Transcript>> batch = _recognizer.TranscribeBatchAsync([.. runs.Select(run => TinyCheckpoint.Source(run.Audio))], WithWords with { BatchSize = 3 });
        List<TranscriptUpdate>[] live = await Task.WhenAll(runs.Select((run, index) => UpdatesAsync(run.Audio, 500 + (333 * index))));
        IReadOnlyList<Transcript> transcripts = await batch;
        for (int run = 0; run < runs.Length; run++)
        {
            Transcript alone = await _recognizer.TranscribeAsync(TinyCheckpoint.Source(runs[run].Audio), WithWords);
            AssertSame(transcripts[run], alone, runs[run].Name);
            AssertSame(live[run][^1].Transcript!, alone, runs[run].Name);
        }

        string[] expected = [.. runs.SelectMany(run => Enumerable.Repeat(string.Join(' ', run.Tokens), 3)).Order()];
        Assert.That(_streams.Select(stream => string.Join(' ', stream.Tokens)).Order(), Is.EqualTo(expected));
    }

    private static void AssertSame(Transcript one, Transcript other, string name)
    {
        Assert.That(one.Text, Is.EqualTo(other.Text), name);
        Assert.That(one.Words, Is.EqualTo(other.Words), name);
        Assert.That(one.Coverage, Is.EqualTo(other.Coverage), name);
        Assert.That(one.Segments.Select(segment => (segment.Start, segment.End, segment.Text)), Is.EqualTo(other.Segments.Select(segment => (segment.Start, segment.End, segment.Text))), name);
    }

    private async Task<List<TranscriptUpdate>> UpdatesAsync(float[] audio, int chunk)
    {
        List<TranscriptUpdate> updates = [];
        await foreach (TranscriptUpdate update in _recognizer.StreamAsync(TinyCheckpoint.Live(audio, chunk)))
            updates.Add(update);
        return updates;
    }

    /// <summary>The word rule applied to the reference tokens; how sure the model is of them is its own.</summary>
    private Word[] Words(int[] tokens, float[] audio)
    {
        IWordTimeline timeline = _model.Timeline();
        timeline.AudioEnd = TimeSpan.FromSeconds((double)audio.Length / TinyCheckpoint.SampleRate);
        return [.. tokens.SelectMany(token => timeline.Push(new TextToken(token, 0))), .. timeline.Finish()];
    }
}
