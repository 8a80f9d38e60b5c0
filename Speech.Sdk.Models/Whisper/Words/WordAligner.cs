using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Models.Whisper.Words;

/// <summary>
/// Finds when the words of a decoded window are said, from the attention that its text pays to the audio. One window at a
/// time: what it finds does not depend on the windows decoded beside it. Thread-safe.
/// </summary>
internal sealed class WordAligner
{
    private const double PositionsPerSecond = 50;

    private readonly WhisperModel _model;

    /// <exception cref="InvalidOptionException">The model has no alignment graph.</exception>
    public WordAligner(WhisperModel model)
    {
        if (!model.Graphs.CanAlign)
            throw new InvalidOptionException($"{model.Name} has no alignment graph; word times need one: export the checkpoint with this SDK.");
        _model = model;
    }

    /// <summary>
    /// The words of a window's text, timed in seconds from the window's beginning; punctuation is not yet joined with them
    /// (openai-whisper, timing.py, find_alignment).
    /// </summary>
    /// <param name="call">The caller's inferences.</param>
    /// <param name="windows">The encoded windows.</param>
    /// <param name="window">Which of them.</param>
    /// <param name="language">The text's language, which says where words part.</param>
    /// <param name="task">What the text is.</param>
    /// <param name="text">The text's tokens, without time tokens and other special ones.</param>
    /// <param name="frames">Mel frames of the window that hold audio.</param>
    public IReadOnlyList<WordTiming> Align(
        InferenceCall call, IEncodedWindows windows, int window, WhisperLanguage? language, SpeechTask task, ReadOnlySpan<int> text, int frames)
    {
        if (text.IsEmpty)
            return [];
        WhisperTokenizer tokenizer = _model.Tokenizer;
        int[] start = tokenizer.StartSequence(language?.Code, task, timestamps: false);
        int[] tokens = [.. start, .. text, tokenizer.Special.EndOfText];
        // What follows a token is told after it, so the end of text tells nothing: it is left out where the decoder has no
        // position for it, as after a text of the greatest length.
        int fed = Math.Min(tokens.Length, _model.Config.TargetPositions);
        using AlignmentScores scores = windows.Align(call, window, tokens.AsSpan(0, fed));
        int positions = scores.PositionsOf(frames);
        float[] costs = AlignmentCosts.Of(scores.Attention, scores.Heads, fed, skipped: 0, attended: positions, positions);

        // The row of a token says when the next one is said: from that of <|notimestamps|> to the text's last one.
        int first = start.Length - 1;
        int[] reached = DynamicTimeWarping.RowStarts(costs.AsSpan(first * positions, (text.Length + 1) * positions), positions);
        ReadOnlySpan<float> logits = scores.Logits[(first * _model.Config.VocabularySize)..];
        List<WordTiming> words = [];
        foreach (WordSpan word in WordSplitter.Split(tokenizer, text, language?.Code ?? "en"))
        {
            double probability = 0;
            for (int token = word.Start; token < word.Start + word.Length; token++)
                probability += Probability(logits.Slice(token * _model.Config.VocabularySize, tokenizer.Special.EndOfText), text[token]);
            words.Add(new WordTiming(
                word.Text, word.Length, reached[word.Start] / PositionsPerSecond, reached[word.Start + word.Length] / PositionsPerSecond, probability / word.Length));
        }

        return words;
    }

    /// <inheritdoc cref="TokenTimes.Find"/>
    public TokenTiming[] TimeTokens(
        InferenceCall call, IEncodedWindows windows, int window, ReadOnlySpan<int> prompt, ReadOnlySpan<int> tokens, bool ended, int frames) =>
        TokenTimes.Find(call, windows, window, prompt, tokens, _model.Tokenizer.Special.EndOfText, ended, frames);

    private static double Probability(ReadOnlySpan<float> logits, int token) => Math.Exp(logits[token] - LogSumExp.Of(logits));
}
