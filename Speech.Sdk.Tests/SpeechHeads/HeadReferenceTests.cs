using System.Text.Json.Nodes;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.FrontEnds;
using Speech.Sdk.Models.SpeechHeads;
using Speech.Sdk.Models.Wav2Vec2;
using Speech.Sdk.Models.Wav2Vec2Bert;

namespace Speech.Sdk.Tests.SpeechHeads;

/// <summary>Classifiers and embedders from audio to result against transformers.</summary>
public sealed class HeadReferenceTests
{
    [TestCase("wav2vec2-seqcls")]
    [TestCase("wav2vec2-seqcls-weighted")]
    [TestCase("w2vbert-seqcls")]
    public async Task Classify_Clips_EqualTransformers(string name)
    {
        using var reference = new HeadCase(name);
        ModelFolder folder = ModelFolder.Open(reference.Folder, name);
        IFrontEnd frontEnd = folder.Manifest!.Family == "wav2vec2" ? new Wav2Vec2FrontEnd(folder) : new Wav2Vec2BertFrontEnd(folder);
        using var model = new ClipClassifier(folder, HeadGraph.Load(folder, HeadCase.Cpu, new HeadSource("any", frontEnd, "waveform", "features"), "classifier"));
        using var call = new InferenceCall(CancellationToken.None);
        IReadOnlyList<float[]> logits = model.Score(call, [.. reference.Clips.Select(clip => (ReadOnlyMemory<float>)clip)]);
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync(reference.Folder, HeadCase.Cpu);
        IReadOnlyList<Classification> results = await classifier.ClassifyBatchAsync(reference.Sources);

        Assert.That(classifier.Info.Resolution, Is.Null);
        for (int clip = 0; clip < results.Count; clip++)
        {
            Assert.That(logits[clip], Is.EqualTo(reference.Alone(clip, "logits")).Within(HeadCase.Tolerance));
            JsonNode expected = reference.Json["expected_alone"]![clip]!;
            Assert.That(results[clip].Labels[0].Label, Is.EqualTo((string)expected["label"]!));
            foreach ((string label, JsonNode? probability) in expected["probabilities"]!.AsObject())
                Assert.That(results[clip].Labels.Single(found => found.Label == label).Probability, Is.EqualTo((double)probability!).Within(2e-6), label);
            Assert.That((results[clip].Spans.Count, results[clip].Frames), Is.EqualTo((0, (FrameProbabilities?)null)));
        }
    }

    [TestCase("wav2vec2-framecls")]
    [TestCase("w2vbert-framecls")]
    public async Task Classify_Frames_EqualTransformers(string name)
    {
        using var reference = new HeadCase(name);
        using IAudioClassifier classifier = await AudioClassifier.LoadAsync(reference.Folder, HeadCase.Cpu);
        IReadOnlyList<Classification> results = await classifier.ClassifyBatchAsync(reference.Sources);
        Assert.That(classifier.Info.Labels, Is.EqualTo(new[] { "silence", "speech", "overlap", "music" }));
        Assert.That(classifier.Info.Resolution, Is.EqualTo(TimeSpan.FromSeconds(0.02)));
        for (int clip = 0; clip < results.Count; clip++)
        {
            FrameProbabilities frames = results[clip].Frames!;
            // Of an odd number of mel frames the reference makes a last row that is padding.
            Assert.That(frames.Count, Is.EqualTo((int)(reference.Json["valid_logit_frames"] ?? reference.Json["valid_frames"])![clip]!));
            float[] logits = reference.Alone(clip, "logits");
            for (int i = 0; i < frames.Count * frames.Labels.Count; i++)
                Assert.That(frames[i / 4][i % 4], Is.EqualTo(1 / (1 + Math.Exp(-logits[i]))).Within(HeadCase.Tolerance), $"value {i}");
            Assert.That(results[clip].Activities, Is.Not.Empty.And.Ordered.By(nameof(LabelActivity.Start)));
            Assert.That(results[clip].Activities.Select(activity => activity.End), Is.All.LessThanOrEqualTo(results[clip].Duration));
        }
    }

    [TestCase("wav2vec2-xvector", "cosine_similarity_of_the_two_embeddings")]
    [TestCase("w2vbert-xvector", "cosine_similarity_of_the_embeddings")]
    public async Task Embed_Clips_EqualTransformers(string name, string similarity)
    {
        using var reference = new HeadCase(name);
        using ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(reference.Folder, HeadCase.Cpu);
        IReadOnlyList<SpeakerEmbedding> voices = await embedder.EmbedBatchAsync(reference.Sources);
        for (int clip = 0; clip < voices.Count; clip++)
            Assert.That(voices[clip].Values.ToArray(), Is.EqualTo(reference.Alone(clip, "embeddings")).Within(HeadCase.Tolerance));

        double expected = (double)reference.Json["expected_alone"]![similarity]!;
        Assert.That(voices[0].CosineSimilarity(voices[1]), Is.EqualTo(expected).Within(1e-5));
        SpeakerVerification verified = await embedder.VerifyAsync(reference.Sources[0], reference.Sources[1]);
        Assert.That((verified.Score, verified.Threshold, verified.IsSameSpeaker), Is.EqualTo((voices[0].CosineSimilarity(voices[1]), 0.7, true)));
        Assert.That((await embedder.VerifyAsync(reference.Sources[0], reference.Sources[1], threshold: 0.999)).IsSameSpeaker, Is.False);
        Assert.That(embedder.Info.Size, Is.EqualTo(16));
    }

    [TestCase("wav2vec2-xvector", "fp16", 1e-5)]
    [TestCase("w2vbert-xvector", "fp16", 1e-5)]
    [TestCase("wav2vec2-xvector", "int8", 1e-3)]
    [TestCase("w2vbert-xvector", "int8", 1e-3)]
    public async Task Embed_OtherPrecisions_KeepTheDirection(string name, string precision, double tolerance)
    {
        using var reference = new HeadCase(name, precision == "fp16" ? ExportOptions.Fp16 : ExportOptions.Int8);
        using ISpeakerEmbedder embedder = await SpeakerEmbedder.LoadAsync(reference.Folder, HeadCase.Cpu);
        Assert.That(embedder.Info.Precision, Is.EqualTo(precision));
        for (int clip = 0; clip < reference.Clips.Count; clip++)
        {
            SpeakerEmbedding voice = await embedder.EmbedAsync(reference.Sources[clip]);
            double similarity = voice.CosineSimilarity(voice with { Values = reference.Alone(clip, "embeddings") });
            TestContext.Out.WriteLine($"clip {clip}: {similarity:0.000000}");
            Assert.That(similarity, Is.GreaterThan(1 - tolerance));
        }
    }
}
