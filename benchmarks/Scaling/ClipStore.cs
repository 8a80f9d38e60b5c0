using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Speech.Sdk.Audio;

namespace Speech.Sdk.Benchmarks.Scaling;

/// <summary>
/// Clips decoded to 16 bits, 16 kHz, in a file of a folder, so that a process that measures memory holds none of them. The file is there until the folder is deleted.
/// </summary>
internal sealed class ClipStore : IDisposable
{
    private const string Samples = "clips.s16";
    private const string Lengths = "lengths.json";

    private readonly SafeFileHandle _file;
    private readonly List<(long, long)> _clips = [];

    private ClipStore(string folder)
    {
        long start = 0;
        foreach (long length in JsonSerializer.Deserialize<long[]>(File.ReadAllText(Path.Combine(folder, Lengths)))!)
        {
            _clips.Add((start, length));
            start += length;
        }

        _file = File.OpenHandle(Path.Combine(folder, Samples));
    }

    /// <summary>The clips of a folder that <see cref="Write"/> wrote.</summary>
    public static ClipStore Open(string folder) => new(folder);

    /// <summary>Writes clips into a folder.</summary>
    /// <exception cref="AudioFormatException">A recording cannot be read.</exception>
    public static void Write(string folder, IEnumerable<AudioSource> clips)
    {
        List<long> lengths = [];
        using (FileStream file = File.Create(Path.Combine(folder, Samples)))
        {
            foreach (AudioSource clip in clips)
            {
                byte[] bytes = SampleSpeech.ToBytes(clip.ReadAll(SampleSpeech.SampleRate));
                file.Write(bytes);
                lengths.Add(bytes.Length);
            }
        }

        File.WriteAllText(Path.Combine(folder, Lengths), JsonSerializer.Serialize(lengths));
    }

    /// <summary>A recording made of the clips, to be read once.</summary>
    public AudioSource Recording(double seconds, int seed, string name) => AudioSource.FromRawStream(Bytes(seconds, seed), SampleSpeech.SampleRate, name: name);

    /// <summary>Its samples.</summary>
    public Stream Bytes(double seconds, int seed) => new JoinedClips(_file, _clips, (long)(seconds * SampleSpeech.SampleRate) * sizeof(short), seed);

    public void Dispose() => _file.Dispose();
}
