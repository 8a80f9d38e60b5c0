using System.Text;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Export;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Cli;

/// <summary>Loads a model, as <see cref="SpeechRecognizer.LoadAsync"/> does.</summary>
internal delegate Task<ISpeechRecognizer> ModelLoader(string model, RecognizerOptions options, CancellationToken cancellationToken);

/// <summary>Loads a classifier, as <see cref="AudioClassifier.LoadAsync"/> does.</summary>
internal delegate Task<IAudioClassifier> ClassifierLoader(string model, RecognizerOptions options, CancellationToken cancellationToken);

/// <summary>Loads an embedder, as <see cref="SpeakerEmbedder.LoadAsync"/> does.</summary>
internal delegate Task<ISpeakerEmbedder> EmbedderLoader(string model, RecognizerOptions options, CancellationToken cancellationToken);

/// <summary>Loads an aligner, as <see cref="ForcedAligner.LoadAsync"/> does.</summary>
internal delegate Task<IForcedAligner> AlignerLoader(string model, RecognizerOptions options, CancellationToken cancellationToken);

/// <summary>Everything outside the command line that commands touch.</summary>
internal sealed record CliEnvironment
{
    public required Func<Stream> OpenInput { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>The columns of the terminal behind <see cref="Error"/>.</summary>
    public Func<int> ErrorWidth { get; init; } = () => 80;

    public required ModelLoader LoadModel { get; init; }

    public ClassifierLoader LoadClassifier { get; init; } = AudioClassifier.LoadAsync;

    public EmbedderLoader LoadEmbedder { get; init; } = SpeakerEmbedder.LoadAsync;

    public AlignerLoader LoadAligner { get; init; } = ForcedAligner.LoadAsync;

    /// <summary>Tells models apart by what they hold, as <see cref="ModelHash.ComputeAsync"/> does.</summary>
    public Func<string, CancellationToken, Task<string>> HashModel { get; init; } = ModelHash.ComputeAsync;

    /// <summary>Says what inference can run on, as <see cref="ExecutionProviders.Probe()"/> does.</summary>
    public Func<IReadOnlyList<ExecutionProviderStatus>> ProbeProviders { get; init; } = ExecutionProviders.Probe;

    public required ICheckpointConverter Converter { get; init; }

    public required Func<string, string?> Variable { get; init; }

    public static CliEnvironment OfProcess() => new()
    {
        OpenInput = Console.OpenStandardInput,
        Output = new StreamWriter(StandardOutput.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)),
        Error = Console.Error,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        ErrorWidth = () => Console.WindowWidth,
        LoadModel = SpeechRecognizer.LoadAsync,
        Converter = new CheckpointConverter(),
        Variable = Environment.GetEnvironmentVariable,
    };
}
