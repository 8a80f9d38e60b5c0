using System.CommandLine;
using Speech.Cli.Commands.Values;
using Speech.Sdk;

namespace Speech.Cli.Commands.OptionGroups;

/// <summary>Standard input as live audio.</summary>
internal sealed class StreamGroup : IOptionGroup
{
    private readonly Option<bool> _stream = CommandOption.Flag("--stream", "Print text while standard input (-) is still being spoken.");
    private readonly Option<int?> _sampleRate = CommandOption.Whole("--sample-rate", "Hz, where the input is raw 16-bit PCM. [default: a WAV, Ogg or WebM says]");
    private readonly Option<int?> _channels = CommandOption.Whole("--channels", "With --sample-rate: channels of raw PCM. [default: 1]");

    public LiveOptions Live { get; } = new();

    public string Title => "Live audio";

    public IReadOnlyList<Option> Options => [_stream, _sampleRate, _channels, .. Live.All];

    public IEnumerable<string> Problems(ParseResult parsed)
    {
        if (!IsOn(parsed) && Options.FirstOrDefault(option => option != _stream && parsed.Holds(option)) is { } option)
            yield return $"{option.Name} was given without --stream; give both, or leave it out.";
        if (parsed.Holds(_channels) && !parsed.Holds(_sampleRate))
            yield return "--channels was given without --sample-rate; raw PCM needs the rate too, and other files say both.";
    }

    public TranscriptionOptions Apply(TranscriptionOptions options, ParseResult parsed) => options;

    public bool IsOn(ParseResult parsed) => parsed.GetValue(_stream);

    /// <summary>Hz and channels of raw PCM; null for a WAV.</summary>
    public (int SampleRate, int Channels)? Raw(ParseResult parsed) =>
        parsed.GetValue(_sampleRate) is { } rate ? (rate, parsed.GetValue(_channels) ?? 1) : null;
}
