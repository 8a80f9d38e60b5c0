using System.CommandLine;
using Speech.Cli.Commands.OptionGroups;
using Speech.Cli.Commands.Values;
using Speech.Cli.Models;
using Speech.Sdk;

namespace Speech.Cli.Commands;

/// <summary>The options that say which model runs and where.</summary>
internal sealed class ModelOptions(Option<string> model)
{
    private readonly DeviceOptions _device = new();
    private readonly Option<int?> _threads = CommandOption.Whole("--threads", "Threads of one inference. [default: physical cores]");
    private readonly Option<string?> _precision = ModelPrecisions.CreateOption();

    public IEnumerable<Option> All => [model, .. _device.All, _threads, _precision];

    /// <exception cref="InvalidOptionException">A value is out of range.</exception>
    public ModelChoice Read(ParseResult parsed)
    {
        RecognizerOptions options = new()
        {
            ExecutionProvider = _device.Provider(parsed),
            Threads = parsed.GetValue(_threads) ?? 0,
        };
        options.Validate();
        return new ModelChoice(parsed.GetRequiredValue(model), ModelPrecisions.Find(parsed.GetValue(_precision)), options) { Verbose = _device.Verbose(parsed) };
    }
}
