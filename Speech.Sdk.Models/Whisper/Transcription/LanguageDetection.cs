using System.Numerics.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>The language spoken in windows: softmax over the language tokens after the start token (openai-whisper, decoding.py, detect_language).</summary>
internal static class LanguageDetection
{
    /// <summary>For each of the windows the likeliest language, of the allowed ones where the caller named some.</summary>
    public static IReadOnlyList<DetectedLanguage> Run(TranscriptionPlan plan, InferenceCall call, IEncodedWindows windows, IReadOnlyList<int> which)
    {
        WhisperTokenizer tokenizer = plan.Model.Tokenizer;
        int[] prompt = [tokenizer.Special.StartOfTranscript];
        using IWhisperDecoderState state = windows.Start(call, which, [.. which.Select(_ => prompt)], new int[which.Count], rowsPerWindow: 1);
        IReadOnlyList<WhisperLanguage> languages = plan.AllowedLanguages.Count > 0 ? plan.AllowedLanguages : tokenizer.Languages.All;
        var detected = new DetectedLanguage[which.Count];
        for (int index = 0; index < which.Count; index++)
        {
            ReadOnlySpan<float> logits = state.PromptLogits(index);
            float[] probabilities = new float[languages.Count];
            for (int language = 0; language < probabilities.Length; language++)
                probabilities[language] = logits[tokenizer.Languages.Token(languages[language])];
            TensorPrimitives.SoftMax(probabilities, probabilities);
            detected[index] = new DetectedLanguage(
                languages[TensorPrimitives.IndexOfMax<float>(probabilities)],
                [.. languages.Select((language, i) => new LanguageProbability(language.Code, probabilities[i])).OrderByDescending(language => language.Probability)]);
        }

        return detected;
    }
}
