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
    // Full precision first; the quantised ones are taken where they are all there is.
    private static readonly string[] Suffixes = ["", "_fp16", "_q8", "_int8", "_quantized", "_uint8", "_q4", "_q4f16", "_bnb4"];

    /// <summary>The files of a folder, as full paths; null where it holds none.</summary>
    public static OptimumLayout? Find(ModelFolder folder) => Find(folder.Has) is { } found
        ? new OptimumLayout(folder.PathOf(found.Encoder), folder.PathOf(found.Decoder), found.DecoderWithPast is { } step ? folder.PathOf(step) : null)
        : null;

    /// <summary>The files of whatever can say whether it has one, by their paths there.</summary>
    public static OptimumLayout? Find(Func<string, bool> has)
    {
        foreach (string root in (string[])["", "onnx/"])
        {
            // Hubs mix: a full encoder beside a quantised decoder is common.
            if (FindFile(has, root + "encoder_model") is { } encoder && FindDecoder(has, root) is var (decoder, withPast))
                return new OptimumLayout(encoder, decoder, withPast);
        }

        return null;
    }

    private static (string Decoder, string? WithPast)? FindDecoder(Func<string, bool> has, string root)
    {
        // Two plain graphs before the merged one: its If costs three times the step.
        foreach (string suffix in Suffixes)
        {
            if (Existing(has, root + "decoder_model", suffix) is { } prompt && Existing(has, root + "decoder_with_past_model", suffix) is { } step)
                return (prompt, step);
        }

        return FindFile(has, root + "decoder_model_merged") is { } merged ? (merged, null) : null;
    }

    private static string? FindFile(Func<string, bool> has, string name) => Suffixes.Select(suffix => Existing(has, name, suffix)).FirstOrDefault(path => path is not null);

    private static string? Existing(Func<string, bool> has, string name, string suffix) => $"{name}{suffix}.onnx" is var path && has(path) ? path : null;
}
