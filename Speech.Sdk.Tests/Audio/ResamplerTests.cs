using System.Text.Json.Nodes;
using Speech.Sdk.Audio.Resampling;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Audio;

/// <summary>The resampler against soxr's HQ quality, whose numbers are its target, and against its own promises.</summary>
internal sealed class ResamplerTests
{
    [Test]
    public void OutputLength_AnyLength_IsSoxrs()
    {
        foreach (JsonNode? row in Shared.Json("fixtures/audio/resampling.json")["lengths"]!.AsArray())
        {
            int frames = (int)row!["input_frames"]!, from = (int)row["from"]!, to = (int)row["to"]!;
            Assert.That(Resample(new float[frames], from, to), Has.Length.EqualTo((int)row["soxr_hq"]!), row.ToJsonString());
        }
    }

    [TestCase(48000, 16000)]
    [TestCase(44100, 16000)]
    [TestCase(8000, 16000)]
    public void Process_Impulse_LiesWhereSoxrPutsIt(int from, int to)
    {
        float[] expected = Shared.Tensors("fixtures/audio/resampling.safetensors").Floats($"impulse_soxr_hq_{from}_{to}");
        float[] impulse = new float[480];
        impulse[240] = 1;

        float[] actual = Resample(impulse, from, to);

        // Two designs of the same band edges: they differ in the shape of the roll-off only.
        Assert.That(actual, Is.EqualTo(expected).Within(0.01f));
        Assert.That(Array.IndexOf(actual, actual.Max()), Is.EqualTo(Array.IndexOf(expected, expected.Max())));
    }

    [TestCase(8000, 16000)]
    [TestCase(22050, 16000)]
    [TestCase(44100, 16000)]
    [TestCase(48000, 16000)]
    [TestCase(8000, 24000)]
    [TestCase(22050, 24000)]
    [TestCase(44100, 24000)]
    [TestCase(48000, 24000)]
    public void Process_Speech_IsSoxrsThroughoutThePassBand(int from, int to)
    {
        GoldenTensors tensors = Shared.Tensors("fixtures/audio/resampling.safetensors");
        short[] input = tensors.Shorts($"input_{from}");
        float[] expected = tensors.Floats($"soxr_hq_{from}_{to}");

        float[] actual = Resample(Array.ConvertAll(input, sample => sample / 32768f), from, to);

        Assert.That(actual, Has.Length.EqualTo(expected.Length));
        double pass = 0.45 * Math.Min(from, to);
        double difference = Energy(actual.Zip(expected, (a, b) => a - b).ToArray(), to, pass), signal = Energy(expected, to, pass);
        double decibels = 10 * Math.Log10(difference / signal);
        TestContext.Out.WriteLine($"{from} to {to}: {decibels:0.0} dB");

        // The phases of soxr for ratios of no whole numbers are interpolated: -117 dB there, -132 dB elsewhere.
        Assert.That(decibels, Is.LessThan(-110));
    }

    [TestCase(8000, 16000)]
    [TestCase(22050, 16000)]
    [TestCase(44100, 16000)]
    [TestCase(48000, 16000)]
    [TestCase(48000, 24000)]
    [TestCase(11025, 16000)]
    [TestCase(44099, 16000, Description = "So many phases that the table is interpolated.")]
    [TestCase(15999, 16000, Description = "The same, upwards.")]
    public void Process_Tones_KeepsThePassBandAndRejectsTheRest(int from, int to)
    {
        int lower = Math.Min(from, to);
        foreach (double fraction in (double[])[0.01, 0.1, 0.3, 0.4, 0.45])
        {
            (double gain, double rest) = Response(from, to, fraction * lower);
            TestContext.Out.WriteLine($"{fraction}: {gain:0.0000} dB, rest {rest:0.0} dB");
            Assert.That(gain, Is.EqualTo(0).Within(fraction <= 0.4 ? 0.002 : 0.01), $"gain in dB at {fraction} of the lower rate");
            Assert.That(rest, Is.LessThan(-130), $"noise and images in dB at {fraction} of the lower rate");
        }

        foreach (double fraction in (double[])[0.51, 0.55, 0.6, 0.7, 0.9])
        {
            if (fraction * to >= 0.4975 * from)
                break;
            double alias = Response(from, to, fraction * to).Residue;
            TestContext.Out.WriteLine($"{fraction}: alias {alias:0.0} dB");
            Assert.That(alias, Is.LessThan(-130), $"alias in dB at {fraction} of the lower rate");
        }
    }

    [TestCase(44100, 16000)]
    [TestCase(8000, 16000)]
    [TestCase(96000, 16000)]
    [TestCase(44099, 16000)]
    public void Process_AnyBlockSize_GivesTheSameBits(int from, int to)
    {
        var random = new Random(1);
        float[] input = Array.ConvertAll(new float[20000], _ => random.NextSingle() - 0.5f);
        float[] whole = Resample(input, from, to);

        foreach (int block in (int[])[1, 7, 160, 4096, 19999])
            Assert.That(Resample(input, from, to, block), Is.EqualTo(whole), $"blocks of {block}");
    }

    [Test]
    public void Process_AConstant_StaysItself()
    {
        float[] output = Resample(Enumerable.Repeat(0.25f, 4000).ToArray(), 11025, 16000);

        Assert.That(output[500..^500], Is.All.EqualTo(0.25f).Within(1e-6f));
    }

    [Test]
    public void Process_AfterWarmUp_AllocatesNothing()
    {
        var resampler = new Resampler(44100, 16000);
        float[] input = new float[4410], output = new float[resampler.MaxOutput(input.Length)];
        resampler.Process(input, output);

        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < 10; i++)
                resampler.Process(input, output);
        });
        Assert.That(allocated, Is.Zero);
    }

    private static float[] Resample(float[] input, int from, int to, int block = int.MaxValue)
    {
        var resampler = new Resampler(from, to);
        List<float> output = [];
        float[] buffer = new float[resampler.MaxOutput(input.Length)];
        for (int start = 0; start < input.Length;)
        {
            int step = Math.Min(block, input.Length - start);
            output.AddRange(buffer.AsSpan(0, resampler.Process(input.AsSpan(start, step), buffer)));
            start += step;
        }

        output.AddRange(buffer.AsSpan(0, resampler.Flush(buffer)));
        return [.. output];
    }

    /// <summary>A tone's gain, and everything else relative to the tone put in, in dB; the fixture's recipe.</summary>
    private static (double Gain, double Residue) Response(int from, int to, double hz)
    {
        float[] tone = new float[from];
        for (int n = 0; n < from; n++)
            tone[n] = (float)(0.5 * Math.Sin(2 * Math.PI * hz * n / from));
        float[] output = Resample(tone, from, to);
        int first = output.Length / 10, last = output.Length - first;

        // Least squares of a sine and a cosine of that frequency.
        double ss = 0, sc = 0, cc = 0, ys = 0, yc = 0, yy = 0;
        for (int n = first; n < last; n++)
        {
            (double s, double c) = Math.SinCos(2 * Math.PI * hz * n / to);
            (ss, sc, cc) = (ss + (s * s), sc + (s * c), cc + (c * c));
            (ys, yc, yy) = (ys + (output[n] * s), yc + (output[n] * c), yy + ((double)output[n] * output[n]));
        }

        double determinant = (ss * cc) - (sc * sc);
        double a = ((ys * cc) - (yc * sc)) / determinant, b = ((yc * ss) - (ys * sc)) / determinant;
        double rest = 0;
        bool audible = hz < to / 2.0;
        for (int n = first; n < last; n++)
        {
            (double s, double c) = Math.SinCos(2 * Math.PI * hz * n / to);
            double left = output[n] - (audible ? (a * s) + (b * c) : 0);
            rest += left * left;
        }

        double gain = 20 * Math.Log10(Math.Sqrt((a * a) + (b * b)) / 0.5);
        return (gain, 20 * Math.Log10(Math.Max(Math.Sqrt(rest / (last - first)), 1e-12) / (0.5 / Math.Sqrt(2))));
    }

    /// <summary>Energy up to a frequency, by the definition of the Fourier transform under a Hann window.</summary>
    private static double Energy(float[] signal, int rate, double upTo)
    {
        double energy = 0;
        int length = signal.Length;
        for (int k = 0; k * (double)rate / length <= upTo; k++)
        {
            double re = 0, im = 0;
            for (int n = 0; n < length; n++)
            {
                (double s, double c) = Math.SinCos(2 * Math.PI * k * n / length);
                double windowed = signal[n] * (0.5 - (0.5 * Math.Cos(2 * Math.PI * n / length)));
                (re, im) = (re + (windowed * c), im + (windowed * s));
            }

            energy += (re * re) + (im * im);
        }

        return energy;
    }
}
