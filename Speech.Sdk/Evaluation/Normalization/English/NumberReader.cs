using System.Globalization;
using System.Numerics;
using Speech.Sdk.Evaluation.Normalization.Characters;

namespace Speech.Sdk.Evaluation.Normalization.English;

/// <summary>
/// Writes numbers that are spoken in words in digits, word by word as openai-whisper's <c>EnglishNumberNormalizer</c> does: "twenty twenty four" is
/// 2024, "one oh one" 101, "two dollars" $2, "nineteen sixties" 1960s. Words are joined by single spaces.
/// </summary>
internal ref struct NumberReader
{
    private const string Prefixes = "-+£€$¢";

    private readonly TextBuffer _output;
    private bool _hasOutput;
    private NumberValue? _value;
    private string _prefix = "";
    private bool _skips;

    private NumberReader(TextBuffer output) => _output = output;

    public static void Apply(TextBuffer buffer)
    {
        NumberReader reader = new(buffer);
        SpokenWord previous = default, current = default;
        foreach (ReadOnlySpan<char> text in new Words(buffer.Text))
        {
            SpokenWord next = new(text);
            if (!current.Text.IsEmpty)
                reader.Read(previous, current, next);
            previous = current;
            current = next;
        }

        if (!current.Text.IsEmpty)
            reader.Read(previous, current, default);
        reader.Flush();
        buffer.Commit();
    }

    private void Read(SpokenWord previous, SpokenWord current, SpokenWord next)
    {
        if (_skips)
        {
            _skips = false;
            return;
        }

        bool hasPrefix = Prefixes.Contains(current.Text[0]);
        ReadOnlySpan<char> figures = hasPrefix ? current.Text[1..] : current.Text;
        NumberWord word = current.Meaning;
        if (SpokenWord.AreFigures(figures))
            ReadFigures(current.Text, figures);
        else if (word.Kind is NumberKind.And or NumberKind.Repeat or NumberKind.Point)
            ReadJoint(previous, current, next);
        else
            ReadWord(previous, current, next, word);
    }

    private void ReadFigures(ReadOnlySpan<char> written, ReadOnlySpan<char> figures)
    {
        if (_value is { EndsWithPoint: true } value)
        {
            _value = value.Followed(written.ToString());
            return;
        }

        Flush();
        if (figures.Length < written.Length)
            _prefix = written[..1].ToString();
        _value = NumberValue.OfFigures(figures);
    }

    private void ReadWord(SpokenWord previous, SpokenWord current, SpokenWord next, NumberWord word)
    {
        switch (word.Kind)
        {
            case NumberKind.Zero:
                _value = Follow("0");
                break;
            case NumberKind.One:
                _value = JoinOne(previous, word.Value);
                break;
            case NumberKind.OneSuffixed:
                Write(JoinOne(previous, word.Value) + word.Symbol);
                break;
            case NumberKind.Ten:
                _value = JoinTen(word.Value);
                break;
            case NumberKind.TenSuffixed:
                Write(JoinTen(word.Value) + word.Symbol);
                break;
            case NumberKind.Multiplier:
                _value = Multiply(word.Value);
                break;
            case NumberKind.MultiplierSuffixed:
                Write(Multiply(word.Value) + word.Symbol);
                break;
            case NumberKind.Sign when next.IsNumber:
                Flush();
                _prefix = word.Symbol;
                break;
            case NumberKind.Currency when _value is { } value:
                _prefix = word.Symbol;
                Write(value.ToString());
                break;
            case NumberKind.Percent when _value is { } value:
                Write(value + word.Symbol);
                break;
            case NumberKind.Per when _value is { } value && next.Text is "cent":
                Write(value + word.Symbol);
                _skips = true;
                break;
            default:
                FlushAndWrite(current.Text);
                break;
        }
    }

    /// <summary>Words that belong to a number only if it goes on behind them.</summary>
    private void ReadJoint(SpokenWord previous, SpokenWord current, SpokenWord next)
    {
        switch (current.Meaning.Kind)
        {
            case NumberKind.And when next.IsNumber && previous.Meaning.Kind == NumberKind.Multiplier:
                break;
            case NumberKind.Repeat when next.Meaning.Kind is NumberKind.One or NumberKind.Zero:
                string repeated = Figures(next.Meaning.Value);
                _value = Follow(string.Concat(Enumerable.Repeat(repeated, (int)current.Meaning.Value)));
                _skips = true;
                break;
            case NumberKind.Point when next.Meaning.IsDecimal || next.IsFigures:
                _value = Follow(".");
                break;
            case NumberKind.Point when next.IsNumber:
                break;
            default:
                FlushAndWrite(current.Text);
                break;
        }
    }

    private readonly NumberValue JoinOne(SpokenWord previous, BigInteger one)
    {
        if (_value is not { } value)
            return new NumberValue(one);
        NumberKind before = previous.Meaning.Kind;
        if (value.IsAmount && before != NumberKind.One)
            return value.IsMultipleOf(one < 10 ? 10 : 100) ? value + one : value.Followed(Figures(one));
        return before == NumberKind.Ten && one < 10 ? value.WithLastDigit(Figures(one)) : value.Followed(Figures(one));
    }

    private readonly NumberValue JoinTen(BigInteger ten)
    {
        if (_value is not { } value)
            return new NumberValue(ten);
        return value.IsAmount && value.IsMultipleOf(100) ? value + ten : value.Followed(Figures(ten));
    }

    private NumberValue Multiply(BigInteger multiplier)
    {
        if (_value is not { } value)
            return new NumberValue(multiplier);
        if (value.IsAmount)
            return value.ScaledBelowThousand(multiplier);
        if (value.TryScale(multiplier, out NumberValue scaled))
            return scaled;
        Flush();
        return new NumberValue(multiplier);
    }

    private readonly NumberValue Follow(string figures) => NumberValue.OfDigits(NumberValue.FiguresOf(_value) + figures);

    private void FlushAndWrite(ReadOnlySpan<char> word)
    {
        Flush();
        Write(word);
    }

    private void Flush()
    {
        if (_value is { } value)
            Write(value.ToString());
    }

    private void Write(ReadOnlySpan<char> word)
    {
        if (_hasOutput)
            _output.Append(' ');
        _output.Append(_prefix);
        _output.Append(word);
        _hasOutput = true;
        _prefix = "";
        _value = null;
    }

    private static string Figures(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);
}
