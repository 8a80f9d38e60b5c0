using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Speech.Sdk.Features;

/// <summary>
/// One pass of Stockham's algorithm: butterflies of one radix over legs that lie groups·stride apart, each output turned by its
/// twiddle factor: y[stride·(radix·p + k) + q] = exp(-2πi·pk/(radix·groups)) · DFT(x[stride·(p + groups·j) + q] over j)[k].
/// </summary>
internal sealed class FftStage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly T Cos72 = T.CreateTruncating(0.30901699437494742), Sin72 = T.CreateTruncating(0.95105651629515357);
    private static readonly T Cos144 = T.CreateTruncating(-0.80901699437494742), Sin144 = T.CreateTruncating(0.58778525229247313);
    private static readonly T Sin60 = T.CreateTruncating(0.86602540378443865);
    private static readonly T Half = T.CreateTruncating(0.5);

    private readonly int _radix;
    private readonly int _groups;
    private readonly int _stride;
    private readonly Rotation<T>[] _twiddles;
    private readonly Rotation<T>[] _roots;

    public FftStage(int radix, int groups, int stride)
    {
        (_radix, _groups, _stride) = (radix, groups, stride);
        _twiddles = new Rotation<T>[groups * radix];
        for (int group = 0; group < groups; group++)
        {
            for (int k = 0; k < radix; k++)
                _twiddles[group * radix + k] = Rotation<T>.Of(group * k, radix * groups);
        }

        _roots = [.. Enumerable.Range(0, radix).Select(k => Rotation<T>.Of(k, radix))];
    }

    public void Apply(Span<ComplexVector<T>> from, Span<ComplexVector<T>> to)
    {
        // The butterflies below address without bounds checks; this is the check.
        int size = _radix * _groups * _stride;
        ref ComplexVector<T> x = ref MemoryMarshal.GetReference(from[..size]);
        ref ComplexVector<T> y = ref MemoryMarshal.GetReference(to[..size]);
        for (int group = 0; group < _groups; group++)
        {
            ref ComplexVector<T> input = ref Unsafe.Add(ref x, group * _stride);
            ref ComplexVector<T> output = ref Unsafe.Add(ref y, group * _stride * _radix);
            ReadOnlySpan<Rotation<T>> twiddles = _twiddles.AsSpan(group * _radix, _radix);
            switch (_radix)
            {
                case 2: Radix2(ref input, ref output, twiddles); break;
                case 3: Radix3(ref input, ref output, twiddles); break;
                case 4: Radix4(ref input, ref output, twiddles); break;
                case 5: Radix5(ref input, ref output, twiddles); break;
                default: AnyRadix(ref input, ref output, twiddles); break;
            }
        }
    }

    private void Radix2(ref ComplexVector<T> x, ref ComplexVector<T> y, ReadOnlySpan<Rotation<T>> twiddles)
    {
        int leg = _groups * _stride, stride = _stride;
        Rotation<T> w1 = twiddles[1];
        for (int q = 0; q < stride; q++)
        {
            ref ComplexVector<T> from = ref Unsafe.Add(ref x, q);
            ref ComplexVector<T> to = ref Unsafe.Add(ref y, q);
            ComplexVector<T> a = from, b = Unsafe.Add(ref from, leg);
            to = a + b;
            Unsafe.Add(ref to, stride) = (a - b) * w1;
        }
    }

    private void Radix3(ref ComplexVector<T> x, ref ComplexVector<T> y, ReadOnlySpan<Rotation<T>> twiddles)
    {
        int leg = _groups * _stride, stride = _stride;
        Rotation<T> w1 = twiddles[1], w2 = twiddles[2];
        for (int q = 0; q < stride; q++)
        {
            ref ComplexVector<T> from = ref Unsafe.Add(ref x, q);
            ref ComplexVector<T> to = ref Unsafe.Add(ref y, q);
            ComplexVector<T> a = from, b = Unsafe.Add(ref from, leg), c = Unsafe.Add(ref from, 2 * leg);
            ComplexVector<T> sum = b + c, turned = (b - c) * Sin60, middle = a.Plus(sum, -Half);
            to = a + sum;
            Unsafe.Add(ref to, stride) = middle.MinusI(turned) * w1;
            Unsafe.Add(ref to, 2 * stride) = middle.PlusI(turned) * w2;
        }
    }

    private void Radix4(ref ComplexVector<T> x, ref ComplexVector<T> y, ReadOnlySpan<Rotation<T>> twiddles)
    {
        int leg = _groups * _stride, stride = _stride;
        Rotation<T> w1 = twiddles[1], w2 = twiddles[2], w3 = twiddles[3];
        for (int q = 0; q < stride; q++)
        {
            ref ComplexVector<T> from = ref Unsafe.Add(ref x, q);
            ref ComplexVector<T> to = ref Unsafe.Add(ref y, q);
            ComplexVector<T> a = from, b = Unsafe.Add(ref from, leg), c = Unsafe.Add(ref from, 2 * leg), d = Unsafe.Add(ref from, 3 * leg);
            ComplexVector<T> even = a + c, odd = a - c, evenTurned = b + d, oddTurned = b - d;
            to = even + evenTurned;
            Unsafe.Add(ref to, stride) = odd.MinusI(oddTurned) * w1;
            Unsafe.Add(ref to, 2 * stride) = (even - evenTurned) * w2;
            Unsafe.Add(ref to, 3 * stride) = odd.PlusI(oddTurned) * w3;
        }
    }

    private void Radix5(ref ComplexVector<T> x, ref ComplexVector<T> y, ReadOnlySpan<Rotation<T>> twiddles)
    {
        int leg = _groups * _stride, stride = _stride;
        Rotation<T> w1 = twiddles[1], w2 = twiddles[2], w3 = twiddles[3], w4 = twiddles[4];
        for (int q = 0; q < stride; q++)
        {
            ref ComplexVector<T> from = ref Unsafe.Add(ref x, q);
            ref ComplexVector<T> to = ref Unsafe.Add(ref y, q);
            ComplexVector<T> a = from, b = Unsafe.Add(ref from, leg), e = Unsafe.Add(ref from, 4 * leg);
            ComplexVector<T> c = Unsafe.Add(ref from, 2 * leg), d = Unsafe.Add(ref from, 3 * leg);
            ComplexVector<T> outer = b + e, inner = c + d, outerTurned = b - e, innerTurned = c - d;
            ComplexVector<T> first = a.Plus(outer, Cos72).Plus(inner, Cos144), second = a.Plus(outer, Cos144).Plus(inner, Cos72);
            ComplexVector<T> firstTurned = (outerTurned * Sin72).Plus(innerTurned, Sin144);
            ComplexVector<T> secondTurned = (outerTurned * Sin144).Plus(innerTurned, -Sin72);
            to = a + outer + inner;
            Unsafe.Add(ref to, stride) = first.MinusI(firstTurned) * w1;
            Unsafe.Add(ref to, 2 * stride) = second.MinusI(secondTurned) * w2;
            Unsafe.Add(ref to, 3 * stride) = second.PlusI(secondTurned) * w3;
            Unsafe.Add(ref to, 4 * stride) = first.PlusI(firstTurned) * w4;
        }
    }

    /// <summary>A plain transform over the legs, for the odd prime factors that no model's frame has.</summary>
    private void AnyRadix(ref ComplexVector<T> x, ref ComplexVector<T> y, ReadOnlySpan<Rotation<T>> twiddles)
    {
        int leg = _groups * _stride;
        for (int q = 0; q < _stride; q++)
        {
            for (int k = 0; k < _radix; k++)
            {
                ComplexVector<T> sum = Unsafe.Add(ref x, q);
                for (int j = 1; j < _radix; j++)
                    sum += Unsafe.Add(ref x, j * leg + q) * _roots[j * k % _radix];
                Unsafe.Add(ref y, k * _stride + q) = sum * twiddles[k];
            }
        }
    }
}
