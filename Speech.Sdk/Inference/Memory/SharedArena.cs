using Microsoft.ML.OnnxRuntime;

namespace Speech.Sdk.Inference.Memory;

/// <summary>
/// One arena for what all sessions on the processor compute with, rather than one each: what an encoder run has let go a decoder run takes. Sessions of an application's own have no part in it,
/// unless they ask for it too.
/// </summary>
internal static class SharedArena
{
    /// <summary>The session configuration that takes part in it (onnxruntime_session_options_config_keys.h).</summary>
    public const string ConfigurationKey = "session.use_env_allocators";

    private const uint NoLimit = 0;
    private const int Default = -1;

    /// <summary>Makes it, once the environment is there; where the application has made one already, that is used.</summary>
    public static void Register()
    {
        using OrtMemoryInfo processor = new("Cpu", OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using OrtArenaCfg growing = new(NoLimit, Default, Default, Default);
        try
        {
            OrtEnv.Instance().CreateAndRegisterAllocator(processor, growing);
        }
        catch (OnnxRuntimeException)
        {
        }
    }
}
