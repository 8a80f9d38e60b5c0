namespace Speech.Sdk.Models.Folders;

/// <summary>What a model folder is for, by the head of its model.</summary>
/// <param name="Does">What such models do.</param>
/// <param name="Lacks">The same of others.</param>
/// <param name="Owner">Whose folder is wanted.</param>
/// <param name="Loader">What loads it.</param>
/// <param name="Command">What runs it on the command line.</param>
internal sealed record ModelUse(string Does, string Lacks, string Owner, string Loader, string Command)
{
    /// <summary>The role of a graph that scores the labels of a whole clip.</summary>
    public const string Classifier = "classifier";

    /// <summary>The role of a graph that scores the labels of every frame.</summary>
    public const string FrameClassifier = "frame-classifier";

    /// <summary>The role of a graph that embeds a speaker's voice.</summary>
    public const string Embedder = "embedder";

    public static readonly ModelUse Transcription =
        new("transcribes", "does not transcribe", "a recogniser", "SpeechRecognizer.LoadAsync", "speech transcribe");

    public static readonly ModelUse Classification =
        new("classifies audio", "does not classify", "a classifier", "AudioClassifier.LoadAsync", "speech classify");

    public static readonly ModelUse Speakers =
        new("embeds speakers' voices", "does not embed voices", "an x-vector model", "SpeakerEmbedder.LoadAsync", "speech embed, speech verify");

    // What other exporters leave is told apart by the name of the checkpoint's class.
    private static readonly (string Ending, string Head)[] Endings =
    [
        ("ForSequenceClassification", Classifier), ("ForAudioClassification", Classifier), ("ForAudioFrameClassification", FrameClassifier), ("ForXVector", Embedder),
    ];

    public static ModelUse Of(ModelFolder folder) => Head(folder) switch
    {
        Classifier or FrameClassifier => Classification,
        Embedder => Speakers,
        _ => Transcription,
    };

    /// <summary>Which of the three roles the folder's model has; null for one that transcribes.</summary>
    public static string? Head(ModelFolder folder)
    {
        if (folder.Manifest is { } manifest)
            return ((string[])[Classifier, FrameClassifier, Embedder]).FirstOrDefault(manifest.Graphs.ContainsKey);
        using ConfigFile config = ConfigFile.ReadOptional(folder, "config.json");
        string architecture = config.Texts("architectures") is [var first, ..] ? first : "";
        return Endings.FirstOrDefault(one => architecture.EndsWith(one.Ending, StringComparison.Ordinal)).Head;
    }

    /// <summary>Does nothing if the folder is for this.</summary>
    /// <exception cref="ModelFolderException">It is for something else; says what loads it.</exception>
    public void Require(ModelFolder folder)
    {
        if (Of(folder) is var use && use != this)
            throw new ModelFolderException($"{folder.Path} {use.Does} and {Lacks}; load it with {use.Loader} ({use.Command}), or give the folder of {Owner}.");
    }
}
