using System.Globalization;
using CsCheck;
using NUnit.Framework.Internal;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>
/// Tries a property on generated values: in the suite on the same ones every time. <c>SPEECH_FUZZ_SECONDS=N</c> in the environment tries new ones for N seconds a property instead.
/// Either way what fails is made smaller first, and its seed is told, which <c>SPEECH_FUZZ_SEED</c> tries again.
/// </summary>
internal static class Property
{
    private const int SecondsToShrink = 5;

    private static readonly string? Seconds = Environment.GetEnvironmentVariable("SPEECH_FUZZ_SECONDS"), Seed = Environment.GetEnvironmentVariable("SPEECH_FUZZ_SEED");

    /// <param name="values">Makes values.</param>
    /// <param name="check">Throws where the property does not hold.</param>
    /// <param name="times">How many values the suite tries.</param>
    /// <param name="print">How a value is shown.</param>
    public static void Holds<T>(Gen<T> values, Action<T> check, int times, Func<T, string>? print = null)
    {
        string? problem = Seed is not null ? Search(Seed, 0)
            : Seconds is not null ? Search(null, int.Parse(Seconds, CultureInfo.InvariantCulture))
            : Enumerable.Range(0, times).Select(TryOne).FirstOrDefault(found => found is not null);
        Assert.That(problem, Is.Null);

        // The library's own run draws all values but the first by the clock.
        string? TryOne(int number)
        {
            PCG random = new((uint)number, 1);
            string seed = random.ToString();
            return ProblemOf(() => check(values.Generate(random, null, out _))) is { } why ? Search(seed, SecondsToShrink) ?? why : null;
        }

        string? Search(string? seed, int seconds) => ProblemOf(() => values.Sample(Check, seed: seed, iter: 1, time: seconds > 0 ? seconds : -1, threads: 1, print: print));

        // Assertions that fail on the way to a smaller value are not the test's.
        void Check(T value)
        {
            using TestExecutionContext.IsolatedContext apart = new();
            check(value);
        }
    }

    /// <summary>The same of values of two kinds, between which the check tells: the suite tries some of each.</summary>
    /// <param name="values">Makes values.</param>
    /// <param name="check">Throws where the property does not hold; true for one kind, false for the other.</param>
    /// <param name="times">How many values the suite tries.</param>
    /// <param name="least">The share that either kind has to have at least.</param>
    /// <param name="print">How a value is shown.</param>
    public static void HoldsOfBoth<T>(Gen<T> values, Func<T, bool> check, int times, double least, Func<T, string>? print = null)
    {
        int first = 0;
        Holds(values, value => first += check(value) ? 1 : 0, times, print);
        if (Seed is null && Seconds is null)
            Assert.That((double)first / times, Is.InRange(least, 1 - least), "the share of one of the two kinds");
    }

    private static string? ProblemOf(Action run)
    {
        using TestExecutionContext.IsolatedContext apart = new();
        try
        {
            run();
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, the property does not hold.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            return problem is CsCheckException { InnerException: { } inner } ? $"{problem.Message}\n{inner}" : problem.ToString();
        }
    }
}
