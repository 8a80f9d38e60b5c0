using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>How long recordings are cut up, and how much is heard of a window.</summary>
internal sealed class LongFormOptions
{
    private readonly Option<string?> _longForm = CommandOption.Choice(
        "--long-form", "How long recordings are cut up. [default: the model's own]", ["batched", "sequential", "transformers", "chunked"]);

    private readonly Option<TimeSpan?> _chunkLength = CommandOption.Seconds("--chunk-length", "If chunked: a chunk of a recording. [default: the model's window]");

    private readonly Option<IReadOnlyList<TimeSpan>?> _stride = CommandOption.List<TimeSpan>(
        "--stride", "SECONDS[,SECONDS]", "If chunked: what chunks share, left and right. [default: length / 6]", NumberText.TrySeconds, "seconds such as 5 or 4,2");

    private readonly Option<string?> _window = CommandOption.Choice(
        "--window", "What the encoder hears with a short window: the audio and some silence, or 30 s. [default: fitted if batched]", ["fitted", "full"]);

    public IReadOnlyList<Option> All => [_longForm, _chunkLength, _stride, _window];

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (parsed.GetValue(_stride) is { Count: > 2 } strides)
            yield return $"--stride: {strides.Count} values were given; expected one for both sides, or left and right.";
        if (ChunkOption(parsed) is { } option && parsed.GetValue(_longForm) != "chunked")
            yield return $"{option} was given without --long-form chunked; give both, or leave it out.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => options with
    {
        LongForm = parsed.GetValue(_longForm) switch
        {
            null => options.LongForm,
            "transformers" => LongForm.SequentialTransformers,
            { } name => Enum.Parse<LongForm>(name, ignoreCase: true),
        },
        Chunks = Chunks(parsed),
        Window = parsed.GetValue(_window) is { } window ? Enum.Parse<EncoderWindow>(window, ignoreCase: true) : options.Window,
    };

    private ChunkOptions? Chunks(ParseResult parsed) => ChunkOption(parsed) is null ? null : new ChunkOptions
    {
        Length = parsed.GetValue(_chunkLength),
        LeftStride = parsed.GetValue(_stride)?[0],
        RightStride = parsed.GetValue(_stride)?[^1],
    };

    private string? ChunkOption(ParseResult parsed) => new Option[] { _chunkLength, _stride }.FirstOrDefault(parsed.Holds)?.Name;
}
