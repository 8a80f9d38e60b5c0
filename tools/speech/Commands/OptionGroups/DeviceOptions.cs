using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Speech.Cli.Commands.Values;
using Speech.Sdk.Inference;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>What a model runs on, and whether to tell how that was chosen.</summary>
internal sealed class DeviceOptions
{
    private const string Expected = "auto, cpu, cuda, directml, coreml or tensorrt, and for a GPU its number behind a colon, as in cuda:1";

    private static readonly string[] Names = Enum.GetNames<ExecutionProvider>();

    private readonly Option<ProviderOptions?> _device = new("--device")
    {
        Description = "Where to run; a GPU's number goes behind a colon, as in cuda:1. [default: auto]",
        HelpName = "auto|cpu|cuda|directml|coreml|tensorrt", CustomParser = Read,
    };

    private readonly Option<bool> _verbose = CommandOption.Flag("--verbose", "Tell on standard error what the model runs on, and why on nothing else.");

    public IReadOnlyList<Option> All => [_device, _verbose];

    /// <summary>Those that no text depends on.</summary>
    public IReadOnlyList<Option> OfTelling => [_verbose];

    public ProviderOptions Provider(ParseResult parsed) => parsed.GetValue(_device) ?? new AutoOptions();

    public bool Verbose(ParseResult parsed) => parsed.GetValue(_verbose);

    private static ProviderOptions? Read(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        int colon = text.IndexOf(':');
        string name = colon < 0 ? text : text[..colon];
        int number = 0;
        bool numbered = colon < 0 || int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number);
        ProviderOptions? read = !numbered || !Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : (Enum.Parse<ExecutionProvider>(name, ignoreCase: true), colon >= 0) switch
        {
            (var provider, false) => provider,
            (ExecutionProvider.Cuda, _) => new CudaOptions { DeviceId = number },
            (ExecutionProvider.DirectMl, _) => new DirectMlOptions { DeviceId = number },
            (ExecutionProvider.TensorRt, _) => new TensorRtOptions { Cuda = new CudaOptions { DeviceId = number } },
            _ => null,
        };
        if (read is null)
            result.Reject(text.Contains(',') ? $"one device: {Expected}" : Expected);
        return read;
    }
}
