using Speech.Sdk.Decoding;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Decoding;
using Speech.Sdk.Models.Whisper.Drafting;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Whisper.Transcription.Rules;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>
/// Decodes batches of encoded windows by one call's options: at the first temperature all of them, at the others those whose
/// text was not convincing. What a window gets does not depend on the others.
/// </summary>
internal sealed class WindowDecoder
{
    private readonly WhisperModel _model;
    private readonly TranscriptionOptions _options;
    private readonly DecodingRules _rules;
    private readonly SearchOptions _search;

    /// <exception cref="InvalidOptionException">A decoding option does not fit the model.</exception>
    public WindowDecoder(WhisperModel model, TranscriptionOptions options, DecodingRules rules)
    {
        _model = model;
        _options = options;
        _rules = rules;
        DecodingOptions decoding = options.Decoding;
        _search = SearchOptions.From(decoding, model.Tokenizer.Special.EndOfText, _rules.MaxLength, WhisperProcessors.Create(model, options)) with
        {
            MaxTokens = decoding.MaxTokens ?? _rules.MaxTokens,
            Repetition = StopsLoops ? new RepetitionStop(model.Tokenizer.Special.EndOfText) : null,
        };
    }

    /// <param name="call">The caller's inferences.</param>
    /// <param name="windows">The encoded windows.</param>
    /// <param name="requests">Which of them are decoded, and what from.</param>
    /// <param name="drafts">The windows as the draft hears them, where there is one.</param>
    public IReadOnlyList<DecodedWindow> Run(InferenceCall call, IEncodedWindows windows, IReadOnlyList<WindowRequest> requests, DraftWindows? drafts = null)
    {
        var attempts = new List<DecodedWindow>[requests.Count];
        int[] open = [.. Enumerable.Range(0, requests.Count)];
        foreach (double temperature in _options.Fallback.Temperatures)
        {
            WindowRequest[] tried = [.. open.Select(index => requests[index])];
            IReadOnlyList<DecodedWindow> decoded = temperature == 0 && drafts is not null
                ? [.. tried.Select(request => DecodeAssisted(call, windows, drafts, request))]
                : Decode(call, windows, tried, temperature);
            for (int place = 0; place < open.Length; place++)
                (attempts[open[place]] ??= []).Add(decoded[place]);
            // A fitted window is heard in full before anything else is tried.
            open = [.. open.Where(index => !requests[index].IsFitted && !_options.Fallback.Accepts(attempts[index][^1]))];
            if (open.Length == 0)
                break;
        }

        return [.. attempts.Select((tried, index) => (open.Contains(index) ? _rules.Choose(tried, _options.Fallback) : tried[^1]) with
        {
            Runs = tried.Sum(attempt => attempt.Runs),
            Drafted = tried.Sum(attempt => attempt.Drafted),
            Accepted = tried.Sum(attempt => attempt.Accepted),
        })];
    }

    // Only texts are ended early that the caller's threshold refuses and nobody keeps.
    private bool StopsLoops =>
        _rules.StopsLoops && (_options.DropRepetitions ?? _rules.DropsRepetitions) && _options.Fallback.CompressionRatio <= RepetitionStop.CompressionRatio;

    private IReadOnlyList<DecodedWindow> Decode(InferenceCall call, IEncodedWindows windows, IReadOnlyList<WindowRequest> requests, double temperature)
    {
        int[][] tokens = [.. requests.Select(request => request.Prompt.Tokens)];
        int rowsPerWindow = temperature == 0 ? _options.Decoding.BeamSize ?? 1 : _options.Fallback.BestOf;
        ITokenSearch search = temperature == 0
            ? TokenSearch.Create(_search)
            : new SamplingSearch(_search, temperature, rowsPerWindow, [.. requests.Select(request => RandomNumbers.Key((long)request.Key, (long)(1000 * temperature)))]);
        using IWhisperDecoderState state = windows.Start(
            call, [.. requests.Select(request => request.Window)], tokens, [.. requests.Select(request => request.Prompt.StartOfTranscript)], rowsPerWindow);
        double[] noSpeech = [.. requests.Select((_, index) => NoSpeechProbability(state.PromptLogits(index)))];
        IReadOnlyList<IReadOnlyList<Hypothesis>> found = search.Run(state, [.. tokens.Select(prompt => new ReadOnlyMemory<int>(prompt))], call.Token);
        return [.. found.Select((hypotheses, index) => Describe(hypotheses, requests[index].Prompt, noSpeech[index], temperature))];
    }

    private DecodedWindow DecodeAssisted(InferenceCall call, IEncodedWindows windows, DraftWindows drafts, WindowRequest request)
    {
        WindowPrompt prompt = request.Prompt;
        using IWhisperDecoderState state = windows.Start(call, [request.Window], [prompt.Tokens], [prompt.StartOfTranscript], rowsPerWindow: 1);
        using IWhisperDecoderState draft = drafts.Start(call, request);
        double noSpeech = NoSpeechProbability(state.PromptLogits(0));
        // Loading a draft made sure of the graphs.
        AssistedText found = new AssistedSearch(_search).Run((IDraftableState)state, (IDraftableState)draft, prompt.Tokens, call.Token);
        return Describe([found.Hypothesis], prompt, noSpeech, temperature: 0) with { Runs = found.Runs, Drafted = found.Drafted, Accepted = found.Accepted };
    }

    private DecodedWindow Describe(IReadOnlyList<Hypothesis> hypotheses, WindowPrompt prompt, double noSpeech, double temperature)
    {
        Hypothesis best = hypotheses[0];
        string text = Text(best.Tokens);
        return new DecodedWindow
        {
            Tokens = WithPrefix(best.Tokens, prompt),
            AverageLogProbability = _rules.AverageLogProbability(best),
            NoSpeechProbability = noSpeech,
            CompressionRatio = _rules.CompressionRatio(text, best.Tokens),
            Ended = best.Ended,
            Loops = best.Loops,
            Runs = best.Tokens.Count + 1,
            Temperature = temperature,
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
