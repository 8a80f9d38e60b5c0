using Speech.Cli;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Cli;

/// <summary>Runs the command line in this process with fakes all around.</summary>
internal sealed class CliRun
{
    public TextWriter ErrorWriter { get; init; } = new StringWriter();

    public FakeRecognizer Recognizer { get; init; } = new();

    public FakeClassifier Classifier { get; } = new();

    public FakeEmbedder Embedder { get; } = new();

    public FakeAligner Aligner { get; } = new();

    /// <summary>What standard input holds.</summary>
    public byte[] Input { get; init; } = [0];

    public ICheckpointConverter Converter { get; init; } = new FakeConverter();

    public Dictionary<string, string> Variables { get; init; } = [];

    public bool ErrorIsTerminal { get; init; }

    public TextWriter Writer { get; init; } = new StringWriter();

    /// <summary>Tells models apart; null: as the command line does.</summary>
    public Func<string, CancellationToken, Task<string>>? HashModel { get; init; }

    /// <summary>What inference can run on.</summary>
    public Func<IReadOnlyList<ExecutionProviderStatus>> ProbeProviders { get; init; } = ExecutionProviders.Probe;

    public Exception? LoadFailure { get; init; }

    public string? LoadedModel { get; private set; }

    public RecognizerOptions? LoadedWith { get; private set; }

    public string Output => Writer.ToString()!.ReplaceLineEndings("\n");

    public string Error => ErrorWriter.ToString()!.ReplaceLineEndings("\n");

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Task<int> InvokeAsync(params string[] arguments) => InvokeAsync(CancellationToken.None, arguments);

    public Task<int> InvokeAsync(CancellationToken cancellationToken, params string[] arguments) => CommandLine.RunAsync(arguments, Environment, cancellationToken);

    public CliEnvironment Environment => HashModel is null ? Usual : Usual with { HashModel = HashModel };

    private CliEnvironment Usual => new()
    {
        OpenInput = () => new MemoryStream(Input),
        Output = Writer,
        Error = ErrorWriter,
        ErrorIsTerminal = ErrorIsTerminal,
        Converter = Converter,
        ProbeProviders = ProbeProviders,
        Variable = name => Variables.GetValueOrDefault(name),
        LoadAligner = (_, _, _) => Task.FromResult<IForcedAligner>(Aligner),
        LoadClassifier = (_, _, _) => Task.FromResult<IAudioClassifier>(Classifier),
        LoadEmbedder = (_, _, _) => Task.FromResult<ISpeakerEmbedder>(Embedder),
        LoadModel = (model, options, _) =>
        {
            LoadedModel = model;
            LoadedWith = options;
            return LoadFailure is null ? Task.FromResult<ISpeechRecognizer>(Recognizer) : throw LoadFailure;
        },
    };
}
