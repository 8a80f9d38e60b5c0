using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Inference.Memory;

/// <summary>
/// One arena for what all models on the processor compute with, rather than one for each of their sessions: what an encoder run has let go a decoder run takes. Sessions of an application's own
/// have no part in it, unless they ask for it too.
/// </summary>
internal static class SharedArena
{
    /// <summary>The session configuration that takes part in it (onnxruntime_session_options_config_keys.h).</summary>
    public const string ConfigurationKey = "session.use_env_allocators";

    // The run configuration that gives back what no run holds (onnxruntime_run_options_config_keys.h).
    private const string ShrinkKey = "memory.enable_memory_arena_shrinkage";
    private const string Processor = "cpu:0";

    private const uint NoLimit = 0;
    private const int Default = -1;

    private static bool _isOurs;

    /// <summary>Makes it, in an environment that is this library's: an application's may have one, which this would replace.</summary>
    public static void Register()
    {
        using OrtMemoryInfo processor = new("Cpu", OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using OrtArenaCfg growing = new(NoLimit, Default, Default, Default);
        OrtEnv.Instance().CreateAndRegisterAllocator(processor, growing);
        _isOurs = true;
    }

    /// <summary>Gives back what no run holds: the arena would outlive the model that is gone. Only a run can ask for it, so the least there is is run.</summary>
    public static void GiveBack()
    {
        if (!_isOurs)
            return;
        try
        {
            using SessionOptions options = SessionPlan.Of(new CpuOptions(), threads: 1).Create();
            using RunOptions run = new();
            run.AddRunConfigEntry(ShrinkKey, Processor);
            ProbeGraph.Run(options, run);
        }
        catch (OnnxRuntimeException)
        {
            // Where there is no memory even for that, whoever disposes a model is not to be told.
        }
    }
}
