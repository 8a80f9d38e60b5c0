using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

public sealed class CapturedRunsTests
{
    [Test]
    public void NumberOf_SameAddressesAndShapes_IsTheSame()
    {
        CapturedRuns runs = new();
        Assert.That((int[])[runs.NumberOf([1, 2]), runs.NumberOf([1, 3]), runs.NumberOf([1, 2]), runs.NumberOf([2, 1])], Is.EqualTo(new[] { 1, 2, 1, 3 }));
    }

    [Test]
    public void Identity_TellsShapesAndPlacesApart()
    {
        using TensorBuffer buffer = new(TensorElementType.Float, 12);
        long[] Of(int first, params long[] shape)
        {
            using OrtValue view = buffer.View(shape);
            return CapturedRuns.Identity([buffer.Address], [first], [new BoundTensor("x", view)]);
        }

        CapturedRuns runs = new();
        int[] numbers = [.. ((long[][])[Of(0, 3, 4), Of(0, 4, 3), Of(1, 3, 4), Of(0, 12), Of(0, 3, 4)]).Select(runs.NumberOf)];
        Assert.That(numbers, Is.EqualTo(new[] { 1, 2, 3, 4, 1 }));
    }

    [Test]
    public void NumberOf_MoreThanAreKept_IsNone()
    {
        CapturedRuns runs = new();
        for (int run = 0; run < CapturedRuns.Most; run++)
            Assert.That(runs.NumberOf([run]), Is.EqualTo(run + 1));
        Assert.That((runs.NumberOf([-1]), runs.NumberOf([0])), Is.EqualTo((CapturedRuns.None, 1)));
    }
}
