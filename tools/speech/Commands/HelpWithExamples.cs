using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Speech.Cli.Commands.Evaluate;
using Speech.Cli.Commands.OptionGroups;

namespace Speech.Cli.Commands;

/// <summary>The usual help, then examples and a word on exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Root = """
        Examples:
          speech transcribe talk.mp3
          speech transcribe *.wav --format srt --output subtitles
          speech listen
          speech align chapter.mp3 chapter.txt --model ./my-finetuned-xls-r --output chapter.srt
          speech languages meeting.mp3
          speech evaluate LibriSpeech/test-clean --output results
          speech models list
          speech pull openai/whisper-small --precision int8
          speech devices
        """;

    private const string Transcribe = """
        Examples:
          speech transcribe talk.mp3
          speech transcribe "talks/**/*.flac" --format srt,json --output subtitles
          speech transcribe film.mkv --format srt --max-line-width 42 --max-line-count 2
          speech transcribe call.wav --language de --format json
          speech transcribe interview.m4a --task translate --beam-size 5
          cat talk.wav | speech transcribe - --format jsonl
          arecord -t raw -f S16_LE -r 16000 | speech transcribe - --stream --sample-rate 16000
          speech transcribe talk.wav --model ./my-finetuned-whisper --precision int8
          speech transcribe talk.wav --model openai/whisper-small --precision int8

        Exit codes: 0 all done, 2 something failed (a line on standard error says what), 130 stopped by Ctrl-C.
        """;

    private const string Align = """
        Examples:
          speech align chapter.mp3 chapter.txt --model ./my-finetuned-xls-r --output chapter.srt
          speech align word.wav --text "hello" --model ./my-finetuned-xls-r --format textgrid --characters

        The model must be a CTC model (wav2vec2, wav2vec2-bert); whisper-base cannot align.
        """;

    private const string Classify = """
        Examples:
          speech classify clip.wav --model ./my-finetuned-classifier
          speech classify *.wav --model ./my-finetuned-classifier --top 1 --format csv
          speech classify meeting.wav --model ./my-diarizer --match-speakers --min-pause 0.3 --format rttm
        """;

    private const string Embed = """
        Examples:
          speech embed *.wav --model ./my-x-vectors > voices.jsonl
          speech embed call.wav --model ./my-x-vectors --format csv
        """;

    private const string Verify = """
        Examples:
          speech verify anna.wav unknown.wav --model ./my-x-vectors
          speech verify anna.wav calls/*.wav --model ./my-x-vectors --threshold 0.86 --format csv

        Exit codes: 0 whatever the verdicts, 2 something failed (a line on standard error says what), 130 stopped by Ctrl-C.
        """;

    private const string Languages = """
        Examples:
          speech languages meeting.mp3
          speech languages meeting.mp3 --window 10 --hop 5 --allowed-languages en,de,fr
        """;

    private const string Listen = """
        Examples:
          speech listen
          speech listen --language de --format jsonl
          speech listen --source ffmpeg --device-name default

        Ctrl-C ends it and prints the last words. Exit codes are those of 'speech transcribe'.
        """;

    private const string Convert = """
        Examples:
          speech convert ./my-finetuned-whisper ./my-model --precision int8
        """;

    private const string Pull = """
        Examples:
          speech pull openai/whisper-small --precision int8
          speech pull openai/whisper-large-v3-turbo --revision COMMIT
          speech pull facebook/mms-1b-all --languages deu,fra

        Prints the folder of the model. An interrupted download goes on the next time. HF_HOME, HF_TOKEN, HF_ENDPOINT and HF_HUB_OFFLINE
        mean what they mean to huggingface_hub.
        """;

    private const string Evaluate = """
        Examples:
          speech evaluate LibriSpeech/test-clean --output results
          speech evaluate clips/manifest.jsonl --model whisper-base --model mine=./my-finetuned-whisper --output results
          speech evaluate clips/manifest.jsonl --hypotheses other=other-engine.tsv
          speech evaluate corpus --shard 3/16 --output results && speech evaluate merge results --output results

        The same command again goes on where a run was stopped. Exit codes: 0 all done, 2 something failed (a line on standard error says
        what), 130 stopped by Ctrl-C.
        """;

    /// <summary>What the help of a command ends in: examples, then a word on what else matters; null: nothing.</summary>
    public static string? NotesOf(Command command) => command switch
    {
        RootCommand => Root,
        TranscribeCommand => Transcribe,
        AlignCommand => Align,
        ClassifyCommand => Classify,
        EmbedCommand => Embed,
        VerifyCommand => Verify,
        LanguagesCommand => Languages,
        EvaluateCommand => Evaluate,
        ListenCommand => Listen,
        { Name: ConvertCommand.Name } => Convert,
        { Name: PullCommand.Name } => Pull,
        _ => null,
    };

    public override int Invoke(ParseResult parseResult)
    {
        // A command below another takes none of its arguments, though the help would list them.
        foreach (Argument argument in parseResult.CommandResult.Command.Parents.OfType<Command>().SelectMany(parent => parent.Arguments))
            argument.Hidden = true;
        int exitCode = parseResult.CommandResult.Command is GroupedCommand command ? InvokeInGroups(command, parseResult) : help.Invoke(parseResult);
        if (NotesOf(parseResult.CommandResult.Command) is { } notes)
            parseResult.InvocationConfiguration.Output.WriteLine(notes);
        return exitCode;
    }

    /// <summary>Puts each group's title where the list of options comes to its first.</summary>
    private int InvokeInGroups(GroupedCommand command, ParseResult parseResult)
    {
        InvocationConfiguration configuration = parseResult.InvocationConfiguration;
        TextWriter output = configuration.Output;
        StringWriter text = new();
        configuration.Output = text;
        int exitCode = help.Invoke(parseResult);
        configuration.Output = output;
        foreach (string line in text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (line == "Options:")
                continue;
            IOptionGroup? group = command.Groups.FirstOrDefault(group => Lists(line, group.Options[0].Name));
            if (group is not null)
                output.WriteLine(group == command.Groups[0] ? $"{group.Title}:" : $"\n{group.Title}:");
            else if (Lists(line, "--help"))
                output.WriteLine();
            output.WriteLine(line);
        }

        output.WriteLine();
        return exitCode;
    }

    private static bool Lists(string line, string option) =>
        line.StartsWith("  -", StringComparison.Ordinal) && line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] == '-').Contains(option);
}
