using Speech.Sdk.Inference;

namespace Speech.Sdk;

/// <summary>How a model is loaded.</summary>
public sealed record RecognizerOptions
{
    /// <summary>
    /// Where inference runs: a provider, or its options, as in <c>new CudaOptions { DeviceId = 1 }</c>. <value>Auto: the first of <see cref="AutoOptions.Order"/> that
    /// works here and suits the model; an explicit choice throws if it does not.</value>
    /// </summary>
    public ProviderOptions ExecutionProvider { get; init; } = Inference.ExecutionProvider.Auto;

    /// <summary>Threads that compute. <value>0: as many as there are physical cores (on Linux) or processors.</value></summary>
    public int Threads { get; init; }

    /// <summary>
    /// How many workers share the threads out, each with windows of its own. Two are some percent quicker with many short recordings in a call, and much where other programs disturb them; with a
    /// single window, and live, all but one are idle, and that has its share of the threads alone. Texts are the same. Whisper on a processor only, without a draft model; <see cref="RecognizerInfo.Workers"/> tells how many there are. <value>null: one.</value>
    /// </summary>
    public int? Workers { get; init; }

    /// <summary>
    /// A smaller model, by catalogue name or folder, that drafts what the model verifies several tokens at a time. The text is the
    /// model's own; used where the search is greedy. Whisper only, of the same vocabulary. <value>null: none.</value>
    /// </summary>
    public string? DraftModel { get; init; }

    /// <summary>
    /// An n-gram model for a CTC model's beam search: a file in ARPA format or KenLM's binary format. <value>null: the one in the model folder's
    /// <c>language_model</c> folder, as transformers' Wav2Vec2ProcessorWithLM saves it, if there is one.</value> A binary
    /// file is not read into memory but mapped: it has to stay as it is until the recogniser is disposed.
    /// </summary>
    public string? LanguageModel { get; init; }

    /// <summary>A file with the words that the language model knows, one a line. <value>null: the <c>unigrams.txt</c> of that folder, if there is one.</value></summary>
    public string? Unigrams { get; init; }

    /// <summary>
    /// Whether a CTC model searches with a language model. <value>true: with the one that there is.</value> False leaves out the one in the model
    /// folder, which is not even opened.
    /// </summary>
    public bool UseLanguageModel { get; init; } = true;

    /// <summary>
    /// The most streams and recordings that share the model's steps at once; for models that do (<see cref="RecognizerInfo.ConcurrentRecordings"/> above 1).
    /// A recording beyond it waits, a live stream is an error. <value>null: 16.</value> Each takes the memory of its attention caches:
    /// 200 MB in stt-1b-en_fr and 300 MB in stt-2.6b-en where they are kept in single precision.
    /// </summary>
    public int? MaxStreams { get; init; }

    /// <summary>How a model gets here that is named by a repository of the Hugging Face hub, and how checkpoints are converted. <value>null: by the environment variables; nothing is converted.</value></summary>
    public HubOptions? Hub { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        if (Threads is < 0 or > 1024)
            throw new InvalidOptionException($"Threads is {Threads}; expected 0 (automatic) to 1024.");
        if (Workers is < 1 or > 64)
            throw new InvalidOptionException($"Workers is {Workers}; expected 1 to 64, or null for one.");
        if (MaxStreams is < 1 or > 1024)
            throw new InvalidOptionException($"MaxStreams is {MaxStreams}; expected 1 to 1024, or null for 16.");
        if (DraftModel is not null && string.IsNullOrWhiteSpace(DraftModel))
            throw new InvalidOptionException("DraftModel is blank; expected a model's name or folder, or null for none.");
        foreach ((string name, string? path) in new[] { (nameof(LanguageModel), LanguageModel), (nameof(Unigrams), Unigrams) })
        {
            if (path is not null && string.IsNullOrWhiteSpace(path))
                throw new InvalidOptionException($"{name} is blank; expected the path of a file, or null for none.");
            if (path is not null && !UseLanguageModel)
                throw new InvalidOptionException($"{name} is {path} and UseLanguageModel is false; leave one of them out.");
        }

        ExecutionProvider.Validate();
    }
}
