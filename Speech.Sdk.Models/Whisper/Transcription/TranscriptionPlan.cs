using Speech.Sdk.Inference;
using Speech.Sdk.Models.Whisper.Chunked;
using Speech.Sdk.Models.Whisper.Transcription.Rules;
using Speech.Sdk.Models.Whisper.Words;
using Speech.Sdk.Vad;

namespace Speech.Sdk.Models.Whisper.Transcription;

/// <summary>The caller's options checked against the model and turned into tokens, once a call.</summary>
internal sealed class TranscriptionPlan
{
    // Start token, language, task, and the token that asks for no times; the prompt has a token before it.
    private const int StartLength = 4;

    private const int MaxBeams = 64;

    // More hardly make a processor faster, and each needs memory (docs/decisions.md).
    private const int WindowsOnProcessor = 4;
    private const int WindowsOnDevice = 8;

    private readonly int[] _prompt;
    private readonly int[] _prefix;

    /// <exception cref="InvalidOptionException">An option is out of range or does not fit the model; lists every problem.</exception>
    public TranscriptionPlan(WhisperModel model, TranscriptionOptions options)
    {
        LongForm form = options.LongForm ?? LongForm.Batched;
        bool canFit = form == LongForm.Batched && model.Graphs.TakesShortWindows && model.Draft?.Graphs.TakesShortWindows != false;
        options = options with
        {
            LongForm = form,
            Window = options.Window ?? (canFit ? EncoderWindow.Fitted : EncoderWindow.Full),
            Decoding = options.Decoding with { BeamSize = options.Decoding.BeamSize ?? 1 },
        };
        Model = model;
        Options = options;
        Rules = DecodingRules.Of(form, model.Config);
        WhisperTokenizer tokenizer = model.Tokenizer;
        List<string> problems = [.. options.Problems()];
        if (options.Decoding.BeamSize is > MaxBeams and var beams)
            problems.Add($"BeamSize is {beams}; {model.Name} takes 1 to {MaxBeams}.");
        if (FitsWindows && !canFit && form == LongForm.Batched)
            problems.Add($"Window is Fitted, but the encoder graph of {(model.Graphs.TakesShortWindows ? model.Draft!.Name : model.Name)} takes full windows only; choose Full, or export the checkpoint with this SDK.");
        if (options.Ctc is not null)
            problems.Add($"Ctc is given, but {model.Name} is a Whisper model; leave it out, or use a CTC model.");
        Language = Find(options.Language);
        AllowedLanguages = [.. (options.AllowedLanguages ?? []).Select(Find).OfType<WhisperLanguage>().Distinct()];
        if (!tokenizer.IsMultilingual && options.Task == SpeechTask.Translate)
            problems.Add($"Task is Translate, but {model.Name} knows English only; use a multilingual model.");
        if (Language is not null && AllowedLanguages.Count > 0 && !AllowedLanguages.Contains(Language))
            problems.Add($"Language is '{Language.Code}', which AllowedLanguages leaves out; give one or the other.");

        // The model saw at most half of its positions as context in training (openai-whisper, decoding.py).
        int half = model.Config.TargetPositions / 2;
        _prompt = options.Prompt is { } prompt && prompt.Trim().Length > 0 ? Try(() => tokenizer.PromptIds(prompt)[1..]) ?? [] : [];
        if (_prompt.Length > half - 1)
            problems.Add($"Prompt has {_prompt.Length} tokens; {model.Name} takes at most {half - 1}.");
        _prefix = options.Prefix is { } prefix && prefix.Trim().Length > 0 ? tokenizer.Encode(" " + prefix.Trim()) : [];
        if (_prefix.Length > half)
            problems.Add($"Prefix has {_prefix.Length} tokens; {model.Name} takes at most {half}.");
        else if (_prompt.Length < half && _prompt.Length + 1 + StartLength + _prefix.Length >= model.Config.TargetPositions)
            problems.Add($"Prompt and Prefix have {_prompt.Length + _prefix.Length} tokens together, which leaves no room for text; shorten one of them.");
        if (SlicesRecording && model.Features.NormalizesWaveform)
            problems.Add($"LongForm is {options.LongForm}, but {model.Name} normalises each window's waveform (do_normalize); choose Batched.");
        if (problems.Count == 0)
            problems.AddRange(ChunkOptions.Problems(TimeSpan.FromSeconds((double)model.Features.WindowSamples / model.Features.SampleRate)));
        if (Ranges.Any(range => range.Length <= 0))
            problems.Add(FormattableString.Invariant($"Ranges holds a range shorter than a frame; expected at least {(double)model.Features.Hop / model.Features.SampleRate} s each."));
        WindowDecoder? decoder = Try(() => new WindowDecoder(model, options, Rules));
        Aligner = options.WordTimestamps ? Try(() => new WordAligner(model)) : null;
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

    /// <summary>Times words, where that was asked for.</summary>
    public WordAligner? Aligner { get; }

    /// <summary>Whose rules windows are decoded by.</summary>
    public DecodingRules Rules { get; }

    /// <summary>The language that the caller gave; null where it is to be detected.</summary>
    public WhisperLanguage? Language { get; }

    /// <summary>What detection may choose from; empty for every language.</summary>
    public IReadOnlyList<WhisperLanguage> AllowedLanguages { get; }

    public bool DetectsLanguage => Language is null && Model.Tokenizer.IsMultilingual;

    /// <summary>Whether windows are cut from the whole recording's spectrogram, as the references' long form does.</summary>
    public bool SlicesRecording => Options.LongForm is LongForm.Sequential or LongForm.SequentialTransformers;

    /// <summary>How many windows a worker decodes together.</summary>
    public int BatchSize => Options.BatchSize ?? (Model.Graphs.Provider == ExecutionProvider.Cpu ? Math.Max(1, WindowsOnProcessor / Workers) : WindowsOnDevice);

    /// <summary>How many threads transcribe the call's recordings.</summary>
    public int Workers => Model.Workers;

    /// <summary>Whether the encoder hears no more than a window's audio and some silence.</summary>
    public bool FitsWindows => Options.Window == EncoderWindow.Fitted;

    /// <summary>How Chunked cuts up recordings.</summary>
    public ChunkPlan Chunks => ChunkPlan.Of(ChunkOptions, Model.Features);

    /// <summary>How speech is found, or null where all is taken for speech.</summary>
    public VoiceActivityOptions? VoiceActivity =>
        (Options.VoiceActivity ?? (Options.LongForm == LongForm.Batched ? new VoiceActivityOptions() : VoiceActivityOptions.Off)) is { Enabled: true } options ? options : null;

    /// <summary>Whether text that repeats itself at every temperature is dropped.</summary>
    public bool DropsRepetitions => Options.DropRepetitions ?? Rules.DropsRepetitions;

    /// <summary>The parts to transcribe, in samples; one that ends with the recording ends at the greatest number.</summary>
    public IReadOnlyList<SampleRange> Ranges => Options.Ranges is null
        ? [new SampleRange(0, long.MaxValue)]
        : [.. Options.Ranges.Select(range => new SampleRange(Frame(range.Start), range.End is { } end ? Frame(end) : long.MaxValue))];

    /// <summary>What a passage's first window is told of the text before it.</summary>
    /// <param name="beginsRecording">Whether no passage comes before it: the others know the prompt only where every window does.</param>
    public TextHistory NewHistory(bool beginsRecording)
    {
        bool carriesPrompt = Options.CarryPrompt ?? Rules.CarriesPrompt;
        return Rules.NewHistory(carriesPrompt || beginsRecording ? _prompt : [], carriesPrompt, Options.ConditionOnPreviousText ?? Rules.TellsText);
    }

    /// <summary>The tokens before a window's text: earlier text, start sequence, prefix.</summary>
    public WindowPrompt PromptFor(WhisperLanguage? language, IReadOnlyList<int> context, bool firstWindow)
    {
        int[] start = Model.Tokenizer.StartSequence(language?.Code, Options.Task, Options.Timestamps);
        int[] prefix = firstWindow ? _prefix : [];
        int[] previous = context.Count == 0 ? [] : [Model.Tokenizer.Special.StartOfPrevious, .. context];
        return new WindowPrompt([.. previous, .. start, .. prefix], StartOfTranscript: previous.Length, prefix);
    }

    private ChunkOptions ChunkOptions => Options.Chunks ?? new ChunkOptions();

    // Ranges begin and end at whole frames, as in openai-whisper.
    private long Frame(TimeSpan time) =>
        (long)Math.Round(time.TotalSeconds * Model.Features.SampleRate / Model.Features.Hop) * Model.Features.Hop;
}
