using System.CommandLine;
using System.Reflection;
using Speech.Cli;
using Speech.Cli.Terminal;
using Speech.Sdk.Transcripts.Writers;

namespace Speech.Sdk.Tests.Cli;

/// <summary>Errors of the library in the words of the command line.</summary>
public sealed class OptionNamesTests
{
    // What the command line has no option for: it sets them itself, or not at all.
    private static readonly string[] Unreachable =
    [
        "Decoding", "Progress", "JournalPath", "Enabled", "Transcription", "HoldBack", "StateInterval", "UseLanguageModel", "MaxStreams", "Hub",
    ];

    [TestCase("transcribe --beam-size 0 a.wav", "BeamSize is 0; expected 1 to 1000, or null for the model's own.", "--beam-size is 0; expected 1 to 1000, or leave it out for the model's own.")]
    [TestCase("transcribe a.wav", "Alternatives is 9; expected 1 to BeamSize (5).", "--alternatives is 9; expected 1 to --beam-size (5).")]
    [TestCase("transcribe a.wav", "VoiceActivity.Threshold is 2; expected more than 0.", "--vad-threshold is 2; expected more than 0.")]
    [TestCase("classify a.wav", "Activity.Threshold is 2; Top is 0.", "--threshold is 2; --top is 0.")]
    [TestCase("transcribe --best-of 2 --seed 3 a.wav", "Fallback has no meaning for a, a CTC model; leave it out.", "--best-of and --seed have no meaning for a, a CTC model; leave them out.")]
    [TestCase("transcribe --best-of 2 --seed 3 --temperature 0 a.wav", "Fallback has no meaning; leave it out. Prefix has none; leave it out.", "--temperature, --best-of and --seed have no meaning; leave them out. --prefix has none; leave it out.")]
    [TestCase("transcribe --lm-alpha 1 --lm-beta 1 a.wav", "Ctc is given, but a is a Whisper model; leave it out, or use another.", "--lm-alpha and --lm-beta are given, but a is a Whisper model; leave them out, or use another.")]
    [TestCase("transcribe --hotwords a a.wav", "Hotwords are given and BeamSize is 1.", "--hotwords is given and --beam-size is 1.")]
    [TestCase("transcribe --hotwords a --hotwords-file h.txt a.wav", "Hotwords holds 'x is y; leave it out'; leave it out.", "--hotwords and --hotwords-file hold 'x is y; leave it out'; leave them out.")]
    [TestCase("transcribe --hotwords-file h.txt a.wav", "Hotwords holds 'Language Prompt' with weight 200.", "--hotwords-file holds 'Language Prompt' with weight 200.")]
    [TestCase("embed a.wav", "Untranscribed is 7.", "Untranscribed is 7.", TestName = "Rewrite_OptionOfAnotherCommand_KeepsTheLibrarysName")]
    [TestCase("transcribe a.wav", "/data/Window/Language-Prompt.wav: Loads, Task-like.", "/data/Window/Language-Prompt.wav: Loads, Task-like.")]
    public void Rewrite(string line, string message, string expected) => Assert.That(OptionNames.Rewrite(message, Root().Parse(line.Split(' '))), Is.EqualTo(expected));

    [TestCase(typeof(TranscriptionOptions), "")]
    [TestCase(typeof(DecodingOptions), "")]
    [TestCase(typeof(FallbackOptions), "")]
    [TestCase(typeof(VoiceActivityOptions), "VoiceActivity.")]
    [TestCase(typeof(CtcOptions), "Ctc.")]
    [TestCase(typeof(ChunkOptions), "Chunks.")]
    [TestCase(typeof(StreamingOptions), "")]
    [TestCase(typeof(RecognizerOptions), "")]
    [TestCase(typeof(ClassificationOptions), "")]
    [TestCase(typeof(ActivityOptions), "Activity.")]
    [TestCase(typeof(EmbeddingOptions), "")]
    [TestCase(typeof(SubtitleOptions), "")]
    public void Table_HasEveryOptionOfTheLibrary(Type options, string prefix)
    {
        string[] settable = [.. options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => property.Name)];
        Assert.That(settable.Except(Unreachable).Select(name => prefix + name), Is.SubsetOf(OptionNames.Table.Keys));
    }

    [Test]
    public void Table_NamesOptionsThatACommandHas()
    {
        string[] flags = [.. Commands(Root()).SelectMany(command => command.Options).Select(option => option.Name).Distinct()];
        Assert.That(OptionNames.Table.Values.SelectMany(names => names).Distinct(), Is.SubsetOf(flags));
    }

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);

    private static RootCommand Root() => CommandLine.CreateRoot(new CliRun().Environment, new ErrorLines(TextWriter.Null, showTraces: false));
}
