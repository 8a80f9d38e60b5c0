using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Whisper.Foreign;

/// <summary>
/// The files of a Whisper export by optimum, beside the configuration or in its <c>onnx</c> folder, as most hubs hold them:
/// an encoder, and either a merged decoder or one for the prompt and one for the steps.
/// </summary>
/// <param name="Encoder">encoder_model*.onnx.</param>
/// <param name="Decoder">decoder_model*.onnx, or the merged decoder.</param>
/// <param name="DecoderWithPast">decoder_with_past_model*.onnx; null with a merged decoder.</param>
internal sealed record OptimumLayout(string Encoder, string Decoder, string? DecoderWithPast)
{
    /// <summary>The files of a folder, as full paths; null where it holds none.</summary>
    public static OptimumLayout? Find(ModelFolder folder) => Find(folder.Has) is { } found
        ? new OptimumLayout(folder.PathOf(found.Encoder), folder.PathOf(found.Decoder), found.DecoderWithPast is { } step ? folder.PathOf(step) : null)
        : null;

    /// <summary>The files of whatever can say whether it has one, by their paths there.</summary>
    public static OptimumLayout? Find(Func<string, bool> has)
    {
        foreach (string root in OptimumFiles.Roots)
        {
            // Hubs mix: a full encoder beside a quantised decoder is common.
            if (OptimumFiles.Find(has, root + "encoder_model") is { } encoder && FindDecoder(has, root) is var (decoder, withPast))
                return new OptimumLayout(encoder, decoder, withPast);
        }

        return null;
    }

    private static (string Decoder, string? WithPast)? FindDecoder(Func<string, bool> has, string root)
    {
        // Two plain graphs before the merged one: its If costs three times the step.
        foreach (string suffix in OptimumFiles.Suffixes)
        {
            if (OptimumFiles.Find(has, root + "decoder_model", suffix) is { } prompt && OptimumFiles.Find(has, root + "decoder_with_past_model", suffix) is { } step)
                return (prompt, step);
        }

        return OptimumFiles.Find(has, root + "decoder_model_merged") is { } merged ? (merged, null) : null;
    }
}
