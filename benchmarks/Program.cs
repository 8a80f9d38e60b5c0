using BenchmarkDotNet.Running;
using Speech.Sdk.Benchmarks;
using Speech.Sdk.Benchmarks.Scaling;

// compare: engines side by side, see CompareCommand.
// profile: operators of Whisper's graphs, see ProfileCommand.
// scaling: cost and memory by length, batch size, threads and callers, see ScalingCommand.
// soak: hours of audio, or of many callers, see SoakCommand. These four have --help.
// --quick: the least of some dozen runs of each part in this process, in seconds rather than minutes.
// ctc-beam: the CTC beam search, see CtcBeamRunner.
// ctc-models: full-size encoders with random weights, see CtcModels.
// kyutai-models: full-size language models of Kyutai with random weights, see KyutaiModels.
if (BenchmarkCommands.Knows(args))
    return await BenchmarkCommands.RunAsync(args, Console.Out, Console.Error);
if (args is [ScalingPointRun.Command, var point, var clips])
    return await ScalingPointRun.RunAsync(point, clips);
if (args is ["ctc-models", .. string[] models])
    return CtcModels.Run(models);
if (args is [CtcModelRun.Command, .. string[] run])
    return CtcModelRun.Run(run);
if (args is ["kyutai-models", .. string[] kyutai])
    return KyutaiModels.Run(kyutai);
if (args is [KyutaiModelRun.Command, .. string[] kyutaiRun])
    return KyutaiModelRun.Run(kyutaiRun);
if (args is ["ctc-beam", .. string[] folder])
    return CtcBeamRunner.Run(folder.FirstOrDefault());
if (args is ["--quick", ..])
    PartBenchmarks.Quick();
else
    BenchmarkSwitcher.FromAssembly(typeof(PartBenchmarks).Assembly).Run(args);
return 0;
