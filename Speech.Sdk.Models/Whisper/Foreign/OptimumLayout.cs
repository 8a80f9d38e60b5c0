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
            foreach (string suffix in Suffixes)
            {
                string Named(string name) => Path.Combine(root, $"{name}{suffix}.onnx");
                if (!File.Exists(Named("encoder_model")))
                    continue;
                // Two plain graphs before the merged one: its If costs three times the step.
                if (File.Exists(Named("decoder_model")) && File.Exists(Named("decoder_with_past_model")))
                    return new OptimumLayout(Named("encoder_model"), Named("decoder_model"), Named("decoder_with_past_model"));
                if (File.Exists(Named("decoder_model_merged")))
                    return new OptimumLayout(Named("encoder_model"), Named("decoder_model_merged"), null);
            }
        }

        return null;
    }
}
