namespace Speech.Sdk.Tests.Audio;

/// <summary>The few small recordings that lie beside the tests, for what a clone alone should prove.</summary>
internal static class AudioData
{
    public static string Path(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "Audio", "Data", name);
            if (File.Exists(candidate))
                return candidate;
        }

        throw new FileNotFoundException($"Audio/Data/{name} is not above {AppContext.BaseDirectory}.");
    }

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    /// <summary>The first two thirds, as of a recording whose writer was stopped.</summary>
    public static byte[] CutOff(string name)
    {
        byte[] all = Bytes(name);
        return all[..(all.Length * 2 / 3)];
    }
}
