using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Cli.Models;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>How a recogniser is loaded and run, whichever it is.</summary>
internal sealed class InferenceOptions
{
    private readonly Option<string?> _draftModel = CommandOption.Text("--draft-model", "NAME|FOLDER|ORG/NAME", "A smaller model that drafts, for speed; the text is the same.");
    private readonly Option<string?> _precision = ModelPrecisions.CreateOption();
    private readonly DeviceOptions _device = new();
    private readonly Option<int?> _threads = CommandOption.Whole("--threads", "Threads that compute. [default: physical cores]");
    private readonly Option<int?> _workers = CommandOption.Whole("--workers", "Workers that share the threads out, each with windows of its own. [default: 2 with several short recordings, otherwise 1]");
    private readonly Option<int?> _batchSize = CommandOption.Whole("--batch-size", "Windows that a worker decodes together, or recordings of models that share their steps. [default: 4 windows on a processor, shared out among the workers, otherwise 8]");

    public IReadOnlyList<Option> All => [_draftModel, _precision, .. _device.All, _threads, _workers, _batchSize];

    /// <summary>Those that no text depends on.</summary>
    public IReadOnlyList<Option> OfSpeed => [_threads, _workers, _batchSize, .. _device.OfTelling];

    public bool Verbose(ParseResult parsed) => _device.Verbose(parsed);

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) =>
        options with { BatchSize = parsed.GetValue(_batchSize) ?? options.BatchSize };

    public ModelPrecision? Precision(ParseResult parsed) => ModelPrecisions.Find(parsed.GetValue(_precision));

    public RecognizerOptions Apply(RecognizerOptions options, ParseResult parsed) => options with
    {
        ExecutionProvider = _device.Provider(parsed),
        Threads = parsed.GetValue(_threads) ?? 0,
        Workers = parsed.GetValue(_workers),
        DraftModel = parsed.GetValue(_draftModel),
    };
}
