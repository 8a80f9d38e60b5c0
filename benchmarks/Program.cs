using BenchmarkDotNet.Running;
using Speech.Sdk.Benchmarks;

// --quick: the least of some dozen runs of each part in this process, in seconds rather than minutes.
if (args is ["--quick", ..])
    LogMelBenchmark.Quick();
else
    BenchmarkSwitcher.FromAssembly(typeof(LogMelBenchmark).Assembly).Run(args);
