namespace Speech.Sdk.Models.Conversion;

/// <summary>Where converted checkpoints are kept.</summary>
internal static class CacheFolder
{
    public static string Find(Func<string, string?> variable)
    {
        if (variable("SPEECH_CACHE") is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);
        if (variable("XDG_CACHE_HOME") is { Length: > 0 } xdg)
            return Path.Combine(xdg, "speech-sdk");
        const Environment.SpecialFolder userData = Environment.SpecialFolder.LocalApplicationData;
        string local = Environment.GetFolderPath(userData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "speech-sdk")
            : throw new SpeechException("There is no home folder to keep converted models in; set SPEECH_CACHE to a folder that can be written.");
    }
}
