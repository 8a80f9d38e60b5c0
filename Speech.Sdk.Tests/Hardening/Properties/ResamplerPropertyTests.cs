using System.Numerics;
using CsCheck;
using Speech.Sdk.Audio.Resampling;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>What holds of changing the rate whatever the signal, the ratio and the blocks that it comes in.</summary>
public sealed class ResamplerPropertyTests
{
    private static readonly Gen<(int From, int To)> Ratio = Gen.OneOf<(int, int)>(
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12]), Gen.OneOf<(int, int)>([(8000, 16_000), (44_100, 16_000), (48_000, 16_000), (11_025, 24_000), (44_099, 16_000)]));

    private static readonly Gen<float[]> Signal = Gen.Float[-1, 1].Array[0, 3000];

    [Test]
    public void Resample_InAnyBlocks_GivesTheBitsOfTheWholeAndItsDuration() => Property.Holds(
        Gen.Select(Ratio, Signal, Gen.Int[0, 2000].Array[0, 12]),
        given =>
        {
            ((int from, int to), float[] signal, int[] blocks) = given;
            float[] whole = Resample(signal, from, to);
            Assert.That(Resample(signal, from, to, blocks), Is.EqualTo(whole));
            BigInteger twice = 2 * (BigInteger)signal.Length * to;
            Assert.That(whole, Has.Length.EqualTo((int)((twice + from) / (2 * from))), "to the nearest sample");
        },
        times: 200);

    [Test]
    public void Resample_SumOfTwo_IsTheSumOfEach() => Property.Holds(
        Gen.Select(Ratio, Gen.Select(Gen.Float[-1, 1], Gen.Float[-1, 1]).Array[0, 2000], Gen.Float[-3, 3]),
        given =>
        {
            ((int from, int to), (float First, float Second)[] signals, float factor) = given;
            float[] first = Resample([.. signals.Select(pair => pair.First)], from, to), second = Resample([.. signals.Select(pair => pair.Second)], from, to);
            float[] sum = Resample([.. signals.Select(pair => pair.First + (factor * pair.Second))], from, to);
            Assert.That(sum, Is.EqualTo(first.Zip(second, (a, b) => a + (factor * b))).Within(2e-5f));
        },
        times: 100);

    /// <summary>Later by a whole number of samples of both rates: the same samples, later.</summary>
    [Test]
    public void Resample_LaterSignal_IsTheSameLater() => Property.Holds(
        Gen.Select(Ratio, Signal, Gen.Int[1, 5]),
        given =>
        {
            ((int from, int to), float[] signal, int periods) = given;
            int divisor = (int)BigInteger.GreatestCommonDivisor(from, to);
            // Of rates that have little in common a period is long.
            int delay = (from / divisor > 1000 ? 1 : periods) * (from / divisor);
            float[] late = Resample([.. new float[delay], .. signal], from, to), now = Resample(signal, from, to);
            Assert.That(late[(int)((long)delay * to / from)..], Is.EqualTo(now).Within(1e-5f));
        },
        times: 100);

    private static float[] Resample(float[] signal, int from, int to, params int[] blocks)
    {
        Resampler resampler = new(from, to);
        List<float> output = [];
        float[] buffer = new float[resampler.MaxOutput(signal.Length)];
        int start = 0;
        foreach (int block in blocks.Append(signal.Length))
        {
            int end = Math.Min(signal.Length, start + block);
            output.AddRange(buffer.AsSpan(0, resampler.Process(signal.AsSpan(start..end), buffer)));
            start = end;
        }

        output.AddRange(buffer.AsSpan(0, resampler.Flush(buffer)));
        return [.. output];
    }
}
