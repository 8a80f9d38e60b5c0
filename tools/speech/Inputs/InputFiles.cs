using Speech.Cli.Terminal;

namespace Speech.Cli.Inputs;

/// <summary>Turns arguments into files that exist, in the order given; what does not exist is an error, not the end.</summary>
internal static class InputFiles
{
    public static List<InputFile> Expand(IEnumerable<string> arguments, ErrorLines errors)
    {
        List<InputFile> inputs = [];
        foreach (string argument in arguments)
        {
            if (argument == "-" || File.Exists(argument))
                inputs.Add(new(argument));
            else if (argument.Length == 0)
                errors.Add("An empty file name was given; expected a path, a pattern, or - for standard input.");
            else if (Directory.Exists(argument))
                errors.Add($"{argument}: this is a folder; expected files, for example \"{Path.Combine(argument, "*.wav")}\".");
            else if (argument.Contains('*', StringComparison.Ordinal))
                AddMatches(argument, inputs, errors);
            else
                errors.Add($"{argument}: there is no such file; check the path.");
        }

        return inputs;
    }

    private static void AddMatches(string pattern, List<InputFile> inputs, ErrorLines errors)
    {
        try
        {
            int before = inputs.Count;
            inputs.AddRange(FilePattern.Find(pattern).Select(path => new InputFile(path)));
            if (inputs.Count == before)
                errors.Add($"{pattern}: no file matches this pattern; check it, and that files lie there.");
        }
        catch (Exception exception) when (ErrorLines.IsExpected(exception) || exception is ArgumentException)
        {
            errors.Add(pattern, exception);
        }
    }
}
