using System.Globalization;
using System.Numerics;
using System.Text;
using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>
/// The number that has been read so far: an amount, to which "twenty one" may still add, or digits as in "one oh one" and "3.14", which more can
/// only follow.
/// </summary>
internal readonly struct NumberValue
{
    // Python's int() takes no more digits, and so the reference has no numbers beyond.
    private const int MostDigits = 4300;

    private readonly BigInteger _amount;
    private readonly string? _digits;

    private NumberValue(string digits) => _digits = digits;

    public NumberValue(BigInteger amount) => _amount = amount;

    public bool IsAmount => _digits is null;

    public bool IsZero => IsAmount && _amount.IsZero;

    public bool EndsWithPoint => _digits is [.., '.'];

    /// <summary>Digits that others can only follow.</summary>
    public static NumberValue OfDigits(string digits) => new(digits);

    /// <summary>Digits in figures: an amount if they are whole, "3.0" too; as they are written otherwise.</summary>
    public static NumberValue OfFigures(ReadOnlySpan<char> figures) =>
        TryReadWhole(figures, BigInteger.One, out BigInteger amount) ? new NumberValue(amount) : new NumberValue(figures.ToString());

    /// <summary>The figures of a value behind which others are read; an amount of zero is as good as none to the reference.</summary>
    public static string FiguresOf(NumberValue? value) => value is not { IsZero: false } some ? "" : some.ToString();

    public static NumberValue operator +(NumberValue value, BigInteger more) => new(value._amount + more);

    public bool IsMultipleOf(int round) => (_amount % round).IsZero;

    public NumberValue Followed(string figures) => new(ToString() + figures);

    /// <summary>The digits with the last one, a zero, replaced.</summary>
    public NumberValue WithLastDigit(string digit) => new(_digits![..^1] + digit);

    /// <summary>"two million three hundred": what is below a thousand is multiplied.</summary>
    public NumberValue ScaledBelowThousand(BigInteger multiplier)
    {
        BigInteger below = _amount % 1000;
        return new NumberValue(_amount - below + (below * multiplier));
    }

    /// <summary>The digits times a multiplier, "1.5 million"; false if that is not whole, or they are no number.</summary>
    public bool TryScale(BigInteger multiplier, out NumberValue scaled)
    {
        bool isWhole = TryReadWhole(ToString(), multiplier, out BigInteger amount);
        scaled = new NumberValue(amount);
        return isWhole;
    }

    public override string ToString() => _digits ?? _amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads digits of any script with at most one point, which a digit must precede or follow.</summary>
    private static bool TryReadWhole(ReadOnlySpan<char> figures, BigInteger multiplier, out BigInteger amount)
    {
        amount = default;
        StringBuilder digits = new(figures.Length);
        int point = -1;
        for (int index = 0, length; index < figures.Length; index += length)
        {
            int codePoint = CodePoint.At(figures, index, out length);
            if (codePoint == '.' && point < 0)
                point = digits.Length;
            else if (CodePoint.IsDigit(codePoint))
                digits.Append((char)('0' + (int)Rune.GetNumericValue(new Rune(codePoint))));
            else
                return false;
        }

        int decimals = point < 0 ? 0 : digits.Length - point;
        if (digits.Length == 0 || decimals > MostDigits || digits.Length - decimals > MostDigits)
            return false;
        (amount, BigInteger rest) = BigInteger.DivRem(
            BigInteger.Parse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture) * multiplier, BigInteger.Pow(10, decimals));
        return rest.IsZero;
    }
}
