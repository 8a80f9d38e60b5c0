namespace Speech.Sdk.Evaluation.Statistics;

/// <summary>The normal distribution of mean 0 and variance 1.</summary>
internal static class NormalDistribution
{
    private const double FractionFrom = 3;

    /// <summary>The probability of a number further from 0 than this one, on either side; to 13 digits.</summary>
    public static double OutsideOf(double number)
    {
        double distance = Math.Abs(number);
        if (double.IsPositiveInfinity(distance))
            return 0;
        double density = Math.Exp(-distance * distance / 2) / Math.Sqrt(2 * Math.PI);
        return distance < FractionFrom ? 1 - (2 * density * Series(distance)) : 2 * density * Fraction(distance);
    }

    /// <summary>Abramowitz and Stegun 26.2.11: x + x^3/3 + x^5/(3 5) + ...</summary>
    private static double Series(double x)
    {
        double sum = 0, term = x;
        for (int divisor = 3; term > sum * 1e-17; divisor += 2)
        {
            sum += term;
            term *= x * x / divisor;
        }

        return sum;
    }

    /// <summary>Abramowitz and Stegun 26.2.14: 1/(x + 1/(x + 2/(x + 3/(x + ...</summary>
    private static double Fraction(double x)
    {
        double tail = x;
        for (int numerator = 200; numerator > 0; numerator--)
            tail = x + (numerator / tail);
        return 1 / tail;
    }
}
