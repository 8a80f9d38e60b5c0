using Speech.Sdk.Audio;

namespace Speech.Cli.Inputs;

/// <summary>The recording behind an input.</summary>
internal static class AudioSources
{
    public static AudioSource Open(InputFile input, Func<Stream> openInput) =>
        input.IsStandardInput ? AudioSource.FromStream(openInput(), input.DisplayName) : AudioSource.FromFile(input.Name);
}
