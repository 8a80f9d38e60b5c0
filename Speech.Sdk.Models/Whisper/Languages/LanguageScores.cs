using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Windows;

namespace Speech.Sdk.Models.Whisper.Languages;

/// <summary>
/// The scores of the language tokens after the start token (openai-whisper, decoding.py, detect_language), over all languages or those
/// that a caller allows.
/// </summary>
internal sealed class LanguageScores : IWindowModel
{
    private readonly WhisperModel _model;
    private readonly int[] _tokens;

    /// <exception cref="InvalidOptionException">A language is unknown, or the model knows English only.</exception>
    public LanguageScores(WhisperModel model, IReadOnlyList<string>? allowed)
    {
        if (!model.Tokenizer.IsMultilingual)
            throw new InvalidOptionException($"{model.Name} knows English only and cannot tell languages; load a multilingual model, such as whisper-base.");
        _model = model;
        WhisperLanguages known = model.Tokenizer.Languages;
        WhisperLanguage[] languages = allowed is null ? [.. known.All] : [.. allowed.Select(known.Find).Distinct()];
        _tokens = [.. languages.Select(known.Token)];
        Labels = [.. languages.Select(language => language.Code)];
    }

    public IReadOnlyList<string> Labels { get; }

    public int SampleRate => _model.Features.SampleRate;

    public int WindowSamples => _model.Features.WindowSamples;

    // Shorter clips are padded with silence.
    public int ShortestSamples => 1;

    // The encoder hears one window at a time anyway; the decoder's one step, which they share, takes long enough to matter on GPUs only.
    public int WindowsAtOnce => _model.Graphs.Provider == ExecutionProvider.Cpu ? 1 : 4;

    public IReadOnlyList<float[]> Score(InferenceCall call, IReadOnlyList<ReadOnlyMemory<float>> windows)
    {
        using IEncodedWindows encoded = _model.Graphs.CreateWindows(windows.Count, _model.Config.WindowFrames);
        for (int window = 0; window < windows.Count; window++)
        {
            _model.Features.Compute(windows[window].Span, WindowSamples, encoded.Mel);
            encoded.Encode(call, window);
        }

        int[] prompt = [_model.Tokenizer.Special.StartOfTranscript];
        using IWhisperDecoderState state = encoded.Start(call, [.. Enumerable.Range(0, windows.Count)], [.. windows.Select(_ => prompt)], new int[windows.Count], rowsPerWindow: 1);
        return [.. windows.Select((_, window) => Pick(state.PromptLogits(window)))];
    }

    private float[] Pick(ReadOnlySpan<float> logits)
    {
        float[] scores = new float[_tokens.Length];
        for (int language = 0; language < scores.Length; language++)
            scores[language] = logits[_tokens[language]];
        return scores;
    }
}
