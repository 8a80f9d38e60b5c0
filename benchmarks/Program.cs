using BenchmarkDotNet.Running;
using Speech.Sdk.Benchmarks;

// --quick: the least of some dozen runs of each part in this process, in seconds rather than minutes.
// soak: hours of audio, see Soak. ctc-models: full-size encoders with random weights, see CtcModels. ctc-beam: the CTC beam search, see CtcBeamRunner.
if (args is ["soak", .. string[] options])
    return await Soak.RunAsync(options);
if (args is ["ctc-models", .. string[] models])
    return CtcModels.Run(models);
if (args is [CtcModelRun.Command, .. string[] run])
    return CtcModelRun.Run(run);
if (args is ["ctc-beam", .. string[] folder])
    return CtcBeamRunner.Run(folder.FirstOrDefault());
if (args is ["--quick", ..])
{
    LogMelBenchmark.Quick();
    FilterBankBenchmark.Quick();
    AlignmentBenchmark.Quick();
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(LogMelBenchmark).Assembly).Run(args);
}

return 0;
