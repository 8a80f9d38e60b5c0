using Speech.Sdk.Evaluation.Statistics;

namespace Speech.Sdk.Tests.Evaluation.Statistics;

public sealed class NormalDistributionTests
{
    // Python's math.erfc(x / sqrt(2)).
    [TestCase(0, 1.0)]
    [TestCase(0.1, 0.920344325445942)]
    [TestCase(0.5, 0.6170750774519738)]
    [TestCase(1, 0.31731050786291415)]
    [TestCase(1.959963984540054, 0.05000000000000004)]
    [TestCase(-2.5, 0.012419330651552278)]
    [TestCase(2.999999, 0.00269980492697031)]
    [TestCase(3, 0.0026997960632601913)]
    [TestCase(3.5, 0.0004652581580710501)]
    [TestCase(5, 5.733031437583892e-07)]
    [TestCase(-8, 1.2441921148543639e-15)]
    [TestCase(20, 5.507248237212663e-89)]
    [TestCase(double.PositiveInfinity, 0.0)]
    public void OutsideOf_Number_IsTheProbabilityOnBothSides(double number, double expected) =>
        Assert.That(NormalDistribution.OutsideOf(number), Is.EqualTo(expected).Within(expected * 1e-12));
}
