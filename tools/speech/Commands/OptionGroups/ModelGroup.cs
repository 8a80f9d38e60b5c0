using System.CommandLine;
using Speech.Sdk;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Which model, and where it runs.</summary>
internal sealed class ModelGroup : IOptionGroup
{
    private readonly Option<string> _model = new("--model", "-m")
    {
        Description = "A name of 'speech models list', ORG/NAME of the Hugging Face hub, an exported folder, or a checkpoint folder. Downloaded and converted on first use.",
        HelpName = "NAME|FOLDER|ORG/NAME", DefaultValueFactory = _ => ModelCatalogue.DefaultName,
    };

    private readonly InferenceOptions _inference = new();

    public string Title => "Model";

    public IReadOnlyList<Option> Options => [_model, .. _inference.All];

    public IEnumerable<string> Problems(ParseResult parsed) => [];

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => _inference.Apply(options, parsed);

    public RecognizerOptions Apply(RecognizerOptions options, ParseResult parsed) => _inference.Apply(options, parsed);

    public string Model(ParseResult parsed) => parsed.GetRequiredValue(_model);

    public ModelPrecision? Precision(ParseResult parsed) => _inference.Precision(parsed);

    public bool Verbose(ParseResult parsed) => _inference.Verbose(parsed);
}
