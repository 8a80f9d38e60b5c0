using Speech.Sdk.Decoding.Ctc;

namespace Speech.Sdk.Tests.Decoding.Ctc;

[TestFixture]
internal sealed class PythonSetOrderTests
{
    [TestCase(new[] { 39 }, new[] { 39 })]
    [TestCase(new[] { 44, 47, 50, 53 }, new[] { 50, 53, 44, 47 }, Description = "the union makes room first")]
    [TestCase(new[] { 1, 33, 41, 53, 59 }, new[] { 1, 33, 53, 41, 59 }, Description = "a copy has a smaller table than its original")]
    [TestCase(new[] { 3, 7, 10, 15, 29, 41, 49 }, new[] { 49, 3, 7, 41, 10, 29, 15 })]
    [TestCase(new[] { 6, 15, 23, 24, 30, 34, 36, 55, 56 }, new[] { 34, 36, 6, 15, 55, 23, 24, 56, 30 })]
    [TestCase(new[] { 0, 5, 14, 16, 37, 42, 45, 47, 65, 67, 76, 77, 78, 79, 80, 84, 86, 90, 91, 92, 106, 120, 123, 150, 152, 154, 173, 178, 181, 192, 198 },
        new[] { 0, 192, 65, 67, 5, 198, 76, 77, 14, 78, 16, 79, 80, 84, 150, 86, 152, 154, 90, 91, 92, 37, 42, 106, 45, 173, 47, 178, 181, 120, 123 })]
    public void Arrange_AscendingSymbols_IsCPythons(int[] symbols, int[] expected)
    {
        new PythonSetOrder().Arrange(symbols);

        Assert.That(symbols, Is.EqualTo(expected));
    }
}
