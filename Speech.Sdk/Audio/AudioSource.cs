namespace Speech.Sdk.Audio;

/// <summary>Where a recording comes from.</summary>
public sealed class AudioSource
{
    private AudioSource(string name) => Name = name;

    /// <summary>What errors call the recording: the file's path, or what the caller named it.</summary>
    public string Name { get; }

    internal float[] ReadAll(int sampleRate, CancellationToken cancellationToken) => Name.Length > sampleRate ? [] : [0];
}
