using Speech.Cli.Inputs;
using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Transcripts;

namespace Speech.Cli.Commands;

/// <summary>
/// Has many files transcribed by one call, in which the model decodes them together, and prints what comes of each: a broken file stops
/// nothing. When the call is stopped or breaks, what is finished is printed all the same.
/// </summary>
/// <param name="errors">Where broken files are told.</param>
/// <param name="display">Shows how far it is. null: nobody looks.</param>
internal sealed class FilesTogether(ErrorLines errors, SharedProgress? display)
{
    // Where results are printed in order, at most so many wait for an earlier one; between two calls the model is idle for a moment.
    private const int MostInOrder = 1000;

    /// <summary>Whether results are printed in the order of the files rather than as soon as they are there.</summary>
    public required bool InOrder { get; init; }

    /// <summary>Hears files and gives each result away, never two at once.</summary>
    public required Func<IReadOnlyList<InputFile>, IProgress<TranscriptionProgress>?, Action<RecordingResult>, CancellationToken, Task> Hear { get; init; }

    /// <summary>Puts a transcript where it belongs.</summary>
    public required Action<InputFile, Transcript> Print { get; init; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken)
    {
        foreach (InputFile[] together in InputFiles.Together(inputs, InOrder ? MostInOrder : int.MaxValue))
            await HearAsync(together, cancellationToken).ConfigureAwait(false);
        return errors.Any ? ExitCode.Failure : ExitCode.Success;
    }

    private async Task HearAsync(InputFile[] inputs, CancellationToken cancellationToken)
    {
        SharedProgress.Call? call = display?.Begin();
        ResultOrder results = new(InOrder, result =>
        {
            Action print = () => PrintOne(inputs[result.Index], result);
            if (call is null)
                print();
            else
                call.Print(result.Index, print);
        });
        try
        {
            await Hear(inputs, call, results.Add, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not StandardOutputException)
        {
            results.Close();
            throw;
        }
    }

    private void PrintOne(InputFile input, RecordingResult result)
    {
        try
        {
            if (result.Transcript is { } transcript)
                Print(input, transcript);
            else
                errors.Add(input.DisplayName, result.Error!);
        }
        catch (Exception exception) when (ErrorLines.IsOfOneFile(exception))
        {
            errors.Add(input.DisplayName, exception);
        }
    }
}
