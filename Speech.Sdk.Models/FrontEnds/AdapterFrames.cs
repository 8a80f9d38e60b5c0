using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.FrontEnds;

/// <summary>The strided convolutions behind an encoder (<c>add_adapter</c>), which leave fewer frames.</summary>
/// <param name="Layers">How many; 0 where there are none.</param>
/// <param name="Kernel">Frames that one sees.</param>
/// <param name="Stride">Frames that it takes a step of.</param>
/// <param name="Padding">Zeros on either side.</param>
internal sealed record AdapterFrames(int Layers, int Kernel, int Stride, int Padding)
{
    /// <param name="config">The checkpoint's config.json.</param>
    /// <param name="standardLayers">How many the family has where the file does not say.</param>
    /// <param name="padding">Zeros on either side; null for half of the stride.</param>
    public static AdapterFrames Read(ConfigFile config, int standardLayers, int? padding = null)
    {
        int layers = config.Flag("add_adapter") ? config.Size("num_adapter_layers", standardLayers) : 0, stride = config.Size("adapter_stride", 2);
        return new AdapterFrames(layers, config.Size("adapter_kernel_size", 3), stride, padding ?? stride / 2);
    }

    /// <summary>Encoder frames that one frame stands for.</summary>
    public int Factor => (int)Math.Pow(Stride, Layers);

    public int Frames(int encoderFrames)
    {
        int frames = encoderFrames;
        for (int layer = 0; layer < Layers && frames > 0; layer++)
            frames = Math.Max(0, frames + (2 * Padding) - Kernel + Stride) / Stride;
        return frames;
    }
}
