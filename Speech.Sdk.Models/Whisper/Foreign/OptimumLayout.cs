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

    public static OptimumLayout? Find(ModelFolder folder)
    {
        foreach (string root in (string[])[folder.Path, Path.Combine(folder.Path, "onnx")])
        {
            // Hubs mix: a full encoder beside a quantised decoder is common.
            if (FindFile(root, "encoder_model") is { } encoder && FindDecoder(root) is var (decoder, withPast))
                return new OptimumLayout(encoder, decoder, withPast);
        }

        return null;
    }

    private static (string Decoder, string? WithPast)? FindDecoder(string root)
    {
        // Two plain graphs before the merged one: its If costs three times the step.
        foreach (string suffix in Suffixes)
        {
            if (Existing(root, "decoder_model", suffix) is { } prompt && Existing(root, "decoder_with_past_model", suffix) is { } step)
                return (prompt, step);
        }

        return FindFile(root, "decoder_model_merged") is { } merged ? (merged, null) : null;
    }

    private static string? FindFile(string root, string name) => Suffixes.Select(suffix => Existing(root, name, suffix)).FirstOrDefault(path => path is not null);

    private static string? Existing(string root, string name, string suffix) =>
        Path.Combine(root, $"{name}{suffix}.onnx") is var path && File.Exists(path) ? path : null;
}
