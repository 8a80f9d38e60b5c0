using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Decoding;

/// <summary>log(sum(exp(scores))), the normaliser of a softmax, vectorised.</summary>
internal static class LogSumExp
{
    /// <summary>The logarithm of the summed exponentials; negative infinity where every score is, NaN where one is.</summary>
    public static float Of(ReadOnlySpan<float> scores)
    {
        float max = TensorPrimitives.Max(scores);
        return float.IsFinite(max) ? max + MathF.Log(SumOfExponentials(scores, max)) : max;
    }

    /// <summary>Turns logits into log-probabilities in place and returns what it subtracted; leaves them where that is not finite.</summary>
    public static float Normalize(Span<float> scores)
    {
        float normalizer = Of(scores);
        if (float.IsFinite(normalizer))
            TensorPrimitives.Subtract(scores, normalizer, scores);
        return normalizer;
    }

    private static float SumOfExponentials(ReadOnlySpan<float> scores, float max)
    {
        ref float first = ref MemoryMarshal.GetReference(scores);
        Vector<float> shift = new(max);
        Vector<float> sum0 = Vector<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        int width = Vector<float>.Count;
        int i = 0;
        for (; i <= scores.Length - (4 * width); i += 4 * width)
        {
            sum0 += Exp(Vector.LoadUnsafe(ref first, (nuint)i) - shift);
            sum1 += Exp(Vector.LoadUnsafe(ref first, (nuint)(i + width)) - shift);
            sum2 += Exp(Vector.LoadUnsafe(ref first, (nuint)(i + (2 * width))) - shift);
            sum3 += Exp(Vector.LoadUnsafe(ref first, (nuint)(i + (3 * width))) - shift);
        }

        float sum = Vector.Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < scores.Length; i++)
            sum += MathF.Exp(scores[i] - max);
        return sum;
    }

    // e^x for x <= 0 in single precision (Cephes' expf: x = n ln 2 + r, a polynomial in r); Vector.Exp computes in double, at half the speed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        Vector<float> smallest = new(-87f);
        Vector<float> clamped = Vector.MaxNative(x, smallest);
        Vector<float> n = Vector.Round(clamped * 1.44269504f);
        Vector<float> r = Vector.MultiplyAddEstimate(n, new(-0.693359375f), clamped);
        r = Vector.MultiplyAddEstimate(n, new(2.12194440e-4f), r);
        Vector<float> p = Vector.MultiplyAddEstimate(new(1.9875691500e-4f), r, new(1.3981999507e-3f));
        p = Vector.MultiplyAddEstimate(p, r, new(8.3334519073e-3f));
        p = Vector.MultiplyAddEstimate(p, r, new(4.1665795894e-2f));
        p = Vector.MultiplyAddEstimate(p, r, new(1.6666665459e-1f));
        p = Vector.MultiplyAddEstimate(p, r, new(5.0000001201e-1f));
        p = Vector.MultiplyAddEstimate(p, r * r, r + Vector<float>.One);
        Vector<int> exponent = Vector.ShiftLeft(Vector.ConvertToInt32Native(n), 23);
        Vector<float> result = Vector.AsVectorSingle(Vector.AsVectorInt32(p) + exponent);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, smallest), result, Vector<float>.Zero);
    }
}
