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

    /// <summary>Neighbours that may be heard by one call, in the order of all. Pipes are alone: others would have to wait for them.</summary>
    public static IEnumerable<InputFile[]> Together(IEnumerable<InputFile> inputs, int most)
    {
        List<InputFile> together = [];
        bool afterPipe = false;
        foreach (InputFile input in inputs)
        {
            bool pipe = input.IsPipe;
            if (together.Count > 0 && (pipe || afterPipe || together.Count == most))
            {
                yield return [.. together];
                together.Clear();
            }

            together.Add(input);
            afterPipe = pipe;
        }

        if (together.Count > 0)
            yield return [.. together];
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
