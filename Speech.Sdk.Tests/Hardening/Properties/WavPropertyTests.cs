using CsCheck;
using Speech.Sdk.Audio;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Whatever writes a WAV: its samples are read, at once and as they come; and a header of arbitrary numbers is audio or refused.</summary>
public sealed class WavPropertyTests
{
    private static readonly Gen<int[]> Pieces = Gen.Int[1, 5000].Array[1, 20];

    [Test]
    public void Wav_OfAnyWriter_GivesItsSamples() => Property.Holds(
        Gen.Select(WavRecipe.All, Pieces),
        file =>
        {
            (WavRecipe recipe, int[] pieces) = file;
            byte[] bytes = recipe.Write();
            Tests.Audio.Decoding decoding = Tests.Audio.Decoding.Natively(AudioSource.FromBytes(bytes));
            Assert.That((decoding.Format.SampleRate, decoding.Format.Channels), Is.EqualTo((recipe.Rate, recipe.Channels)));
            Assert.That(decoding.Samples, Is.EqualTo(recipe.Samples));
            Assert.That(decoding.Warnings, Is.Empty);
            Assert.That(Tests.Audio.Decoding.Natively(AudioSource.FromStream(new PiecesStream(bytes, pieces))).Samples, Is.EqualTo(recipe.Samples));
        },
        times: 150);

    [Test]
    public void Wav_AsItComes_GivesTheSamplesOfTheFile() => Property.Holds(
        Gen.Select(WavRecipe.All, Pieces),
        file =>
        {
            (WavRecipe recipe, int[] pieces) = file;
            float[] mean = [.. recipe.Samples.Chunk(recipe.Channels).Select(frame => (float)frame.Average(sample => (double)sample))];
            float[] whole = AudioSource.FromBytes(recipe.Write()).ReadAll(recipe.Rate);
            Assert.That(whole, Is.EqualTo(mean).Within(4e-6f));
            Assert.That(ReadLive(new PiecesStream(recipe.Write(), pieces), recipe.Rate), Is.EqualTo(whole));
        },
        times: 100);

    [Test]
    public void Wav_WithAnyNumbers_IsReadOrRefused()
    {
        Property.HoldsOfBoth(WavHeaders.Any, bytes => DamagedFiles.AssertHarmless("WAV", () =>
        {
            using AudioReader reader = AudioSource.FromBytes(bytes).Open(16_000, Tests.Audio.Decoding.NoFfmpeg, CancellationToken.None);
            float[] block = new float[4096];
            while (reader.Read(block) > 0)
            {
            }
        }), times: 400, least: 0.05);
        Property.Holds(WavHeaders.Any, bytes => _ = DamagedFiles.AssertHarmless("live WAV", () => ReadLive(new PiecesStream(bytes, [100]), 16_000)), times: 100);
    }

    private static List<float> ReadLive(Stream stream, int rate) => LiveAudio.FromStream(stream).ReadAsync(rate, CancellationToken.None)
        .ToBlockingEnumerable().Aggregate(new List<float>(), (all, chunk) =>
        {
            all.AddRange(chunk.Span);
            return all;
        });
}
