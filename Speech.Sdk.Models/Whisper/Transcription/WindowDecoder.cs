using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Decoding;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>Decodes batches of encoded windows by one call's options.</summary>
internal sealed class WindowDecoder
{
    private readonly WhisperModel _model;
    private readonly TranscriptionOptions _options;
    private readonly ITokenSearch _search;

    /// <exception cref="InvalidOptionException">A decoding option does not fit the model.</exception>
    public WindowDecoder(WhisperModel model, TranscriptionOptions options)
    {
        _model = model;
        _options = options;
        DecodingOptions decoding = options.Decoding;
        WhisperSpecialTokens special = model.Tokenizer.Special;
        List<ILogitsProcessor> processors =
            [.. LogitsProcessors.Create(decoding, model.Config.SuppressTokens, model.Config.BeginSuppressTokens, model.Config.VocabularySize)];
        // Without timestamps time tokens are not suppressed: the references let them through, and the prompt asks for none.
        if (options.Timestamps)
            processors.Add(new TimestampRules(special.FirstTimestamp, special.EndOfText, special.NoTimestamps, (int)Math.Round(decoding.MaxInitialTimestamp.TotalSeconds / 0.02)));
        _search = TokenSearch.Create(SearchOptions.From(decoding, special.EndOfText, model.Config.TargetPositions, processors));
    }

    public IReadOnlyList<DecodedWindow> Run(InferenceCall call, IEncodedWindows windows, IReadOnlyList<WindowPrompt> prompts)
    {
        int[][] tokens = [.. prompts.Select(prompt => prompt.Tokens)];
        using IWhisperDecoderState state = windows.Start(call, tokens, [.. prompts.Select(prompt => prompt.StartOfTranscript)], _options.Decoding.BeamSize);
        double[] noSpeech = [.. prompts.Select((_, window) => NoSpeechProbability(state.PromptLogits(window)))];
        IReadOnlyList<IReadOnlyList<Hypothesis>> found = _search.Run(state, [.. tokens.Select(prompt => new ReadOnlyMemory<int>(prompt))], call.Token);
        return [.. found.Select((hypotheses, window) => Describe(hypotheses, prompts[window], noSpeech[window]))];
    }

    private DecodedWindow Describe(IReadOnlyList<Hypothesis> hypotheses, WindowPrompt prompt, double noSpeech)
    {
        Hypothesis best = hypotheses[0];
        string text = Text(best.Tokens);
        return new DecodedWindow
        {
            Tokens = WithPrefix(best.Tokens, prompt),
            AverageLogProbability = best.AverageLogProbability,
            NoSpeechProbability = noSpeech,
            CompressionRatio = CompressionRatio.Of(text),
            Ended = best.Ended,
            Alternatives = _options.Decoding.Alternatives == 1 ? [] :
            [
                .. hypotheses.Take(_options.Decoding.Alternatives)
                    .Select(hypothesis => new Alternative(Text(hypothesis.Tokens), hypothesis.Score, WithPrefix(hypothesis.Tokens, prompt))),
            ],
        };
    }

    /// <summary>The prefix was fed, not written; in the transcript it stands first, behind the first time token.</summary>
    private IReadOnlyList<int> WithPrefix(IReadOnlyList<int> tokens, WindowPrompt prompt)
    {
        if (prompt.Prefix.Count == 0)
            return tokens;
        int at = tokens.Count > 0 && _model.Tokenizer.IsTimestamp(tokens[0]) ? 1 : 0;
        return [.. tokens.Take(at), .. prompt.Prefix, .. tokens.Skip(at)];
    }

    private string Text(IReadOnlyList<int> tokens) => _model.Tokenizer.Decode([.. tokens], specials: false, timestamps: false).Trim();

    private double NoSpeechProbability(ReadOnlySpan<float> logits) => Math.Exp(logits[_model.Tokenizer.Special.NoSpeech] - LogSumExp.Of(logits));
}
