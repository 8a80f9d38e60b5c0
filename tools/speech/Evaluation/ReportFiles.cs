using System.Text;
using Speech.Cli.Terminal;
using Speech.Sdk.Evaluation.Reports;
using Speech.Sdk.Evaluation.Reports.Writers;
using Speech.Sdk.Evaluation.Results;

namespace Speech.Cli.Evaluation;

/// <summary>Scores results, prints the report and writes it into the output folder.</summary>
internal sealed class ReportFiles(CliEnvironment environment, ReportSettings settings, Action<string> note)
{
    public void Write(IReadOnlyList<RunResults> runs)
    {
        NoteUnknownFields([.. runs.SelectMany(run => run.Clips).SelectMany(result => result.Clip.Fields.Keys).Distinct()]);
        EvaluationReport report = EvaluationReport.Create(runs, settings.Scoring);
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
        foreach (string field in settings.Scoring.GroupBy.Except(known))
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
