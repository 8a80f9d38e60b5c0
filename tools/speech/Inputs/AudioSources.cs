using System.Reflection;
using Speech.Sdk.Audio;

namespace Speech.Cli.Inputs;

/// <summary>The recording behind an input.</summary>
internal static class AudioSources
{
    // MERGE: input.IsStandardInput ? AudioSource.FromStream(openInput(), input.DisplayName) : AudioSource.FromFile(input.Name).
    public static AudioSource Open(InputFile input, Func<Stream> openInput)
    {
        if (input.IsStandardInput)
            openInput().Dispose();
        object[] name = [input.DisplayName];
        return (AudioSource)Activator.CreateInstance(typeof(AudioSource), BindingFlags.NonPublic | BindingFlags.Instance, null, name, null)!;
    }
}
