namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>The caller's options checked against the model and turned into tokens, once a call.</summary>
internal sealed class TranscriptionPlan
{
    // Start token, language, task, and the token that asks for no times.
    private const int StartLength = 4;

    private readonly int[] _prompt;
    private readonly int[] _prefix;

    /// <exception cref="InvalidOptionException">An option is out of range or does not fit the model; lists every problem.</exception>
    public TranscriptionPlan(WhisperModel model, TranscriptionOptions options)
    {
        Model = model;
        Options = options;
        WhisperTokenizer tokenizer = model.Tokenizer;
        List<string> problems = [.. options.Problems()];
        Language = Find(options.Language);
        AllowedLanguages = [.. (options.AllowedLanguages ?? []).Select(Find).OfType<WhisperLanguage>().Distinct()];
        if (!tokenizer.IsMultilingual && options.Task == SpeechTask.Translate)
            problems.Add($"Task is Translate, but {model.Name} knows English only; use a multilingual model.");
        if (Language is not null && AllowedLanguages.Count > 0 && !AllowedLanguages.Contains(Language))
            problems.Add($"Language is '{Language.Code}', which AllowedLanguages leaves out; give one or the other.");

        // The model saw at most half of its positions as context in training (openai-whisper, decoding.py).
        int half = model.Config.TargetPositions / 2;
        _prompt = options.Prompt is { } prompt && prompt.Trim().Length > 0 ? Try(() => tokenizer.PromptIds(prompt)) ?? [] : [];
        if (_prompt.Length > half)
            problems.Add($"Prompt has {_prompt.Length - 1} tokens; {model.Name} takes at most {half - 1}.");
        _prefix = options.Prefix is { } prefix && prefix.Trim().Length > 0 ? tokenizer.Encode(" " + prefix.Trim()) : [];
        if (_prefix.Length > half)
            problems.Add($"Prefix has {_prefix.Length} tokens; {model.Name} takes at most {half}.");
        else if (_prompt.Length <= half && _prompt.Length + StartLength + _prefix.Length >= model.Config.TargetPositions)
            problems.Add($"Prompt and Prefix have {_prompt.Length + _prefix.Length} tokens together, which leaves no room for text; shorten one of them.");
        WindowDecoder? decoder = Try(() => new WindowDecoder(model, options));
        if (problems.Count > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
        Decoder = decoder!;

        WhisperLanguage? Find(string? text)
        {
            if (text is null || Try(() => tokenizer.Languages.Find(text)) is not { } language)
                return null;
            if (tokenizer.IsMultilingual || language.Code == "en")
                return language;
            problems.Add($"Language is '{text}', but {model.Name} knows English only; use a multilingual model.");
            return null;
        }

        T? Try<T>(Func<T> make)
            where T : class
        {
            try
            {
                return make();
            }
            catch (InvalidOptionException e)
            {
                problems.Add(e.Message);
                return null;
            }
        }
    }

    public WhisperModel Model { get; }

    public TranscriptionOptions Options { get; }

    public WindowDecoder Decoder { get; }

    /// <summary>The language that the caller gave; null where it is to be detected.</summary>
    public WhisperLanguage? Language { get; }

    /// <summary>What detection may choose from; empty for every language.</summary>
    public IReadOnlyList<WhisperLanguage> AllowedLanguages { get; }

    public bool DetectsLanguage => Language is null && Model.Tokenizer.IsMultilingual;

    /// <summary>The tokens before a window's text: prompt, start sequence, prefix.</summary>
    public WindowPrompt PromptFor(WhisperLanguage? language, bool firstWindow)
    {
        int[] start = Model.Tokenizer.StartSequence(language?.Code, Options.Task, Options.Timestamps);
        int[] prefix = firstWindow ? _prefix : [];
        return new WindowPrompt([.. _prompt, .. start, .. prefix], StartOfTranscript: _prompt.Length, prefix);
    }
}
