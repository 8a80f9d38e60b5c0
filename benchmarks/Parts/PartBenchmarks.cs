namespace Speech.Sdk.Benchmarks;

/// <summary>All parts, one after the other, in a minute or two.</summary>
internal static class PartBenchmarks
{
    public static void Quick()
    {
        ResamplerBenchmark.Quick();
        LogMelBenchmark.Quick();
        FilterBankBenchmark.Quick();
        TokenizerBenchmark.Quick();
        TokenSearchBenchmark.Quick();
        CtcBeamBenchmark.Quick();
        WordTimesBenchmark.Quick();
        AlignmentBenchmark.Quick();
        WordErrorsBenchmark.Quick();
        NormalizerBenchmark.Quick();
    }
}
