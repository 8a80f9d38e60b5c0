using System.Numerics;
using Speech.Sdk.Features;

namespace Speech.Sdk.Tests.Features;

public sealed class RealFftTests
{
    [TestCase(400, TestName = "Whisper")]
    [TestCase(512, TestName = "Kaldi")]
    [TestCase(320)]
    [TestCase(1024)]
    [TestCase(480, TestName = "Radix 3")]
    [TestCase(2)]
    [TestCase(4)]
    [TestCase(6)]
    [TestCase(98, TestName = "Prime factor 7")]
    [TestCase(442, TestName = "Prime factors 13 and 17")]
    public void Transform_Noise_MatchesPlainTransform(int size)
    {
        (Complex[][] expected, Vector<float>[] lanes) = Noise(size);
        RealFft<float> fft = new(size);
        var spectrum = new ComplexVector<float>[fft.Bins];

        fft.Transform(lanes, new Vector<float>[size], spectrum);

        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            double tolerance = 1e-6 * expected[lane].Max(bin => bin.Magnitude);
            for (int k = 0; k < fft.Bins; k++)
            {
                Assert.That((double)spectrum[k].Re[lane], Is.EqualTo(expected[lane][k].Real).Within(tolerance), $"lane {lane}, bin {k}, real");
                Assert.That((double)spectrum[k].Im[lane], Is.EqualTo(expected[lane][k].Imaginary).Within(tolerance), $"lane {lane}, bin {k}, imaginary");
            }
        }
    }

    [TestCase(400)]
    [TestCase(98)]
    public void PowerSpectrum_Noise_MatchesPlainTransform(int size)
    {
        (Complex[][] expected, Vector<float>[] lanes) = Noise(size);
        RealFft<float> fft = new(size);
        var power = new Vector<float>[fft.Bins];

        fft.PowerSpectrum(lanes, new Vector<float>[size], power);

        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            double[] squares = [.. expected[lane].Select(bin => bin.Magnitude * bin.Magnitude)];
            Assert.That(power.Select(bin => (double)bin[lane]), Is.EqualTo(squares).Within(2e-6 * squares.Max()), $"lane {lane}");
        }
    }

    [TestCase(0)]
    [TestCase(-2)]
    [TestCase(401)]
    public void Constructor_SizeThatIsNotEven_Throws(int size) => Assert.That(() => new RealFft<float>(size), Throws.InstanceOf<ArgumentOutOfRangeException>());

    // A different signal in every lane, so that lanes that leak into each other show.
    private static (Complex[][] Expected, Vector<float>[] Lanes) Noise(int size)
    {
        Random random = new(size);
        float[][] signals = [.. Enumerable.Range(0, Vector<float>.Count).Select(_ =>
            Enumerable.Range(0, size).Select(_ => random.NextSingle() * 2 - 1).ToArray())];
        Vector<float>[] lanes = [.. Enumerable.Range(0, size).Select(n => new Vector<float>(signals.Select(signal => signal[n]).ToArray()))];
        return ([.. signals.Select(signal => PlainTransform.Dft([.. signal.Select(x => new Complex(x, 0))], size / 2 + 1))], lanes);
    }
}
