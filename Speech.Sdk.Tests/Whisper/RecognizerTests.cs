using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Audio;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>The real base model as a user sees it.</summary>
public sealed class RecognizerTests
{
    [Test]
    public async Task Transcribe_OneClip_TellsTextLanguageTimesAndHowItWasMade()
    {
        AudioSource clip = WhisperBase.Audio("en_fleurs_003");
        Transcript transcript = await WhisperBase.Recognizer.TranscribeAsync(clip, new TranscriptionOptions { Window = EncoderWindow.Full });

        TranscriptChecks.AssertSound(transcript, TimeSpan.FromSeconds(clip.ReadAll(16_000).Length / 16_000.0));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(transcript.Text, Is.EqualTo("The cabbage juice changes color depending on how acidic, basic alkaline the chemical is."));
            Assert.That(transcript.Language, Is.EqualTo("en"));
            Assert.That(transcript.LanguageProbabilities[0].Probability, Is.EqualTo(0.9842794).Within(1e-3));
            Assert.That(transcript.Coverage.Single().Kind, Is.EqualTo(CoverageKind.Transcribed));
            Assert.That(transcript.Diagnostics.ExecutionProvider, Is.EqualTo(ExecutionProvider.Cpu));
            Assert.That(transcript.Diagnostics.DecoderSteps, Is.GreaterThan(15));
            Assert.That(transcript.Diagnostics.Encoder, Is.GreaterThan(TimeSpan.Zero));
        }
    }

    [Test]
    public async Task Transcribe_AllowedLanguages_ChoosesAmongThem()
    {
        Transcript transcript = await WhisperBase.Recognizer.TranscribeAsync(
            WhisperBase.Audio("en_ls_0001"), new TranscriptionOptions { AllowedLanguages = ["de", "french"], Decoding = new DecodingOptions { MaxTokens = 2 } });

        Assert.That(transcript.LanguageProbabilities.Select(language => language.Language), Is.EquivalentTo(new[] { "de", "fr" }));
        Assert.That(transcript.LanguageProbabilities.Sum(language => language.Probability), Is.EqualTo(1).Within(1e-5));
        Assert.That(transcript.Language, Is.EqualTo(transcript.LanguageProbabilities[0].Language));
        Assert.That(transcript.Coverage.Single().Reason, Does.Contain("limit of 2 tokens"));
    }

    [Test]
    public async Task Transcribe_LongerThanAWindow_HasTimesOverAllOfIt()
    {
        float[] samples = WhisperBase.Samples("en_long_sonnet");
        Transcript transcript = await WhisperBase.Recognizer.TranscribeAsync(AudioSource.FromSamples(samples, 16_000), new TranscriptionOptions { Language = "en" });

        TimeSpan duration = TimeSpan.FromSeconds(samples.Length / 16_000.0);
        Assert.That(duration, Is.GreaterThan(TimeSpan.FromSeconds(40)), "the test's own premise");
        TranscriptChecks.AssertSound(transcript, duration);
        Assert.That(transcript.Segments, Has.Count.GreaterThan(5));
        Assert.That(transcript.Segments[^1].End, Is.GreaterThan(duration - TimeSpan.FromSeconds(10)));
        TestContext.Out.WriteLine($"{duration}: {string.Join(" | ", transcript.Segments.Select(segment => $"{segment.Start.TotalSeconds:0.00}-{segment.End.TotalSeconds:0.00}{segment.Text}"))}");
        Assert.That(transcript.LanguageProbabilities, Is.Empty);
    }

    [Test]
    public async Task TranscribeBatch_UnequalRecordings_EqualsEachAlone()
    {
        AudioSource[] audios =
        [
            AudioSource.FromSamples(WhisperBase.Samples("en_long_sonnet").AsMemory(0, 34 * 16_000), 16_000),
            WhisperBase.Audio("fr_fleurs_000"),
            AudioSource.FromSamples(new float[] { 0.1f, -0.1f, 0.2f }, 16_000),
        ];
        IReadOnlyList<Transcript> together = await WhisperBase.Recognizer.TranscribeBatchAsync(audios, new TranscriptionOptions { BatchSize = 3 });
        IReadOnlyList<Transcript> apart = await WhisperBase.Recognizer.TranscribeBatchAsync(audios, new TranscriptionOptions { BatchSize = 1 });

        foreach ((Transcript one, Transcript other) in together.Zip(apart))
            TranscriptChecks.AssertSame(one, other);
        Assert.That(together[1].Language, Is.EqualTo("fr"));
        TranscriptChecks.AssertSound(together[2], TimeSpan.FromSeconds(3 / 16_000.0));
    }

    [Test]
    public async Task Transcribe_Silence_AccountsForIt()
    {
        Transcript transcript = await WhisperBase.Recognizer.TranscribeAsync(AudioSource.FromSamples(new float[3 * 16_000], 16_000), new TranscriptionOptions { Language = "en" });
        TranscriptChecks.AssertSound(transcript, TimeSpan.FromSeconds(3));
    }

    [Test]
    public async Task Transcribe_TwoAtOnce_EqualsOneAfterAnother()
    {
        string[] clips = ["en_arctic_0001", "ru_deepspeech"];
        Transcript[] atOnce = await Task.WhenAll(clips.Select(clip => WhisperBase.Recognizer.TranscribeAsync(WhisperBase.Audio(clip))));
        for (int index = 0; index < clips.Length; index++)
            TranscriptChecks.AssertSame(atOnce[index], await WhisperBase.Recognizer.TranscribeAsync(WhisperBase.Audio(clips[index])));
    }

    [Test]
    public async Task Transcribe_Cancelled_ThrowsAndLeavesTheRecognizerUsable()
    {
        using var cancellation = new CancellationTokenSource();
        AudioSource endless = AudioSource.FromSamples(new float[3600 * 16_000], 16_000);
        Task<Transcript> running = WhisperBase.Recognizer.TranscribeAsync(endless, cancellationToken: cancellation.Token);
        cancellation.CancelAfter(200);
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());

        Transcript after = await WhisperBase.Recognizer.TranscribeAsync(WhisperBase.Audio("en_ls_0001"), new TranscriptionOptions { Language = "en", Window = EncoderWindow.Full });
        Assert.That(after.Text, Is.EqualTo("Stuff it into you, his belly countled him."));
    }

    [Test]
    public void Encode_CancelledWhileItRuns_StopsWithinTheInference()
    {
        using IEncodedWindows windows = WhisperBase.Model.Graphs.CreateWindows(1, WhisperBase.Model.Config.WindowFrames);
        windows.Mel.Clear();
        // Encoding takes nearly all of the loop's time; where the cancellation falls between two runs after all, once more.
        OperationCanceledException? stopped = null;
        for (int attempt = 0; attempt < 10 && stopped?.InnerException is null; attempt++)
        {
            using var cancellation = new CancellationTokenSource();
            using var call = new InferenceCall(cancellation.Token);
            cancellation.CancelAfter(30);
            stopped = Assert.Throws<OperationCanceledException>(() =>
            {
                while (true)
                    windows.Encode(call, 0);
            });
        }

        Assert.That(stopped!.InnerException, Is.TypeOf<OnnxRuntimeException>());
    }
}
