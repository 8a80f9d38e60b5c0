using System.Text;
using Speech.Cli.Terminal;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Reports.Writers;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Cli.Evaluation;

/// <summary>Scores results, prints the report and writes it into the output folder.</summary>
internal sealed class ReportFiles(CliEnvironment environment, ReportSettings settings, ErrorLines errors, Action<string> note)
{
    // What every report is parted by, whether it was asked for or not.
    private static readonly string[] StandardFields = ["set", "language", "speaker", "length", "noise"];

    /// <summary>A line for each run that has failed clips, of earlier sessions or of this one.</summary>
    public static void TellFailures(IReadOnlyList<RunResults> runs, ErrorLines errors)
    {
        foreach (RunResults run in runs.Where(run => run.Clips.Any(clip => clip.Error is not null)))
        {
            ClipResult[] failed = [.. run.Clips.Where(clip => clip.Error is not null)];
            errors.Add($"{run.Run.Name}: {failed.Length} of {run.Clips.Count} clips failed; the first is {failed[0].Clip.Id}: {failed[0].Error}");
        }
    }

    public void Write(IReadOnlyList<RunResults> runs, CancellationToken cancellationToken)
    {
        TellFailures(runs, errors);
        NoteUnknownFields([.. runs.SelectMany(run => run.Clips).SelectMany(result => result.Clip.Fields.Keys).Distinct()]);
        EvaluationReport report = EvaluationReport.Create(runs, settings.Scoring, cancellation: cancellationToken);
        List<string> written = [];
        if (settings.Folder is { } folder)
        {
            Directory.CreateDirectory(folder);
            foreach (IReportWriter writer in settings.Written)
                written.Add(Write(writer, report, Path.Combine(folder, writer.FileName)));
        }

        StringWriter text = new() { NewLine = "\n" };
        settings.Printed.Write(text, report);
        StandardOutput.Write(environment.Output, text.ToString());
        if (written.Count > 0)
            note($"written to {string.Join(", ", written)}.");
    }

    private void NoteUnknownFields(string[] known)
    {
        foreach (string field in settings.Scoring.GroupBy.Except(known).Except(StandardFields))
            note($"--group-by: no clip has a field '{field}', so scores are not parted by it; there are {(known.Length == 0 ? "none" : string.Join(", ", known))}.");
    }

    // By way of a name of its own: a reader, or a full disk, never leaves half a report under the real one.
    private static string Write(IReportWriter writer, EvaluationReport report, string path)
    {
        string partial = path + ".partial";
        using (StreamWriter file = new(partial, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
            writer.Write(file, report);
        File.Move(partial, path, overwrite: true);
        return path;
    }
}
