using BenchmarkDotNet.Running;
using Speech.Sdk.Benchmarks;
using Speech.Sdk.Benchmarks.CtcModels;
using Speech.Sdk.Benchmarks.KyutaiModels;
using Speech.Sdk.Benchmarks.Scaling;

// compare, profile, scaling, soak, ctc-beam, ctc-models and kyutai-models have --help.
// --quick: the least of some dozen runs of each part in this process, in seconds rather than minutes.
// Anything else is BenchmarkDotNet's.
if (BenchmarkCommands.Knows(args))
    return await BenchmarkCommands.RunAsync(args, Console.Out, Console.Error);
if (args is [ScalingPointRun.Command, var point, var clips])
    return await ScalingPointRun.RunAsync(point, clips);
if (args is [CtcModelRun.Command, .. string[] run])
    return CtcModelRun.Run(run);
if (args is [KyutaiModelRun.Command, .. string[] kyutaiRun])
    return KyutaiModelRun.Run(kyutaiRun);
if (args is ["--quick", ..])
    PartBenchmarks.Quick();
else
    BenchmarkSwitcher.FromAssembly(typeof(PartBenchmarks).Assembly).Run(args);
return 0;
