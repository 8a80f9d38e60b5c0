using System.Numerics.Tensors;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// The language of each recording that has none yet: softmax over the language tokens after the start token
/// (openai-whisper, decoding.py, detect_language), over the allowed ones where the caller named some.
/// </summary>
internal static class LanguageDetection
{
    public static void Run(TranscriptionPlan plan, InferenceCall call, IEncodedWindows windows, IReadOnlyList<Recording> recordings)
    {
        WhisperTokenizer tokenizer = plan.Model.Tokenizer;
        int[] prompt = [tokenizer.Special.StartOfTranscript];
        using IWhisperDecoderState state = windows.Start(call, [.. recordings.Select(_ => prompt)], new int[recordings.Count], rowsPerWindow: 1);
        IReadOnlyList<WhisperLanguage> languages = plan.AllowedLanguages.Count > 0 ? plan.AllowedLanguages : tokenizer.Languages.All;
        for (int index = 0; index < recordings.Count; index++)
        {
            if (recordings[index].Language is not null)
                continue;
            ReadOnlySpan<float> logits = state.PromptLogits(index);
            float[] probabilities = new float[languages.Count];
            for (int language = 0; language < probabilities.Length; language++)
                probabilities[language] = logits[tokenizer.Languages.Token(languages[language])];
            TensorPrimitives.SoftMax(probabilities, probabilities);
            recordings[index].LanguageProbabilities =
            [
                .. languages.Select((language, i) => new LanguageProbability(language.Code, probabilities[i])).OrderByDescending(language => language.Probability),
            ];
            recordings[index].Language = languages[TensorPrimitives.IndexOfMax<float>(probabilities)];
        }
    }
}
