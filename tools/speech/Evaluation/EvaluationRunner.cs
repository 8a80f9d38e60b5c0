using Speech.Cli.Commands;
using Speech.Cli.Models;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Evaluation.Runs;

namespace Speech.Cli.Evaluation;

/// <summary>Runs <c>speech evaluate</c>: every model over all clips, one model after the other, then the texts made elsewhere, then the report.</summary>
internal sealed class EvaluationRunner(CliEnvironment environment, EvaluateSettings settings, ErrorLines errors)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        EvaluationInput input = EvaluationInput.Read(settings.Inputs, settings.Reading);
        foreach (string note in input.Notes)
            Note(note);
        IReadOnlyList<EvaluationClip> clips = (settings.Selection with { Shard = null }).Apply(input.Clips);
        Dictionary<string, int> placeOf = clips.Select((clip, place) => (clip.Id, place)).ToDictionary(entry => entry.Id, entry => entry.place);
        int[] places = [.. settings.Selection.Apply(input.Clips).Select(clip => placeOf[clip.Id])];
        RunResults[] elsewhere = [.. settings.Hypotheses.Select(file => Read(file, clips))];
        using OutputFolder output = OutputFolder.Open(settings.Report.Folder);
        List<string> logs = [];
        foreach (NamedValue model in settings.Models)
            logs.Add(await HearAsync(model, clips, places, output.Path, cancellationToken).ConfigureAwait(false));
        if (settings.Selection.Shard is { } shard)
        {
            Note($"shard {shard} is done: {places.Length} of {clips.Count} clips. When all are, 'speech evaluate merge {settings.Report.Folder}' makes the report.");
            return errors.Any ? ExitCode.Failure : ExitCode.Success;
        }

        new ReportFiles(environment, settings.Report, Note).Write([.. ResultLogs.Read(logs), .. elsewhere]);
        return errors.Any ? ExitCode.Failure : ExitCode.Success;
    }

    /// <returns>The path of the run's log.</returns>
    private async Task<string> HearAsync(NamedValue model, IReadOnlyList<EvaluationClip> clips, int[] places, string output, CancellationToken cancellationToken)
    {
        ModelResolver resolver = new(environment, Note);
        string found = await resolver.FindAsync(model.Value, settings.Precision, cancellationToken).ConfigureAwait(false);
        ISpeechRecognizer recognizer = await Task.Run(() => resolver.LoadAsync(model.Value, settings.Precision, settings.Recognizer, cancellationToken), cancellationToken)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        using ModelSession<ISpeechRecognizer> session = new(recognizer, RecognizerSession.DefaultGrace);
        string hash = await environment.HashModel(found, cancellationToken).ConfigureAwait(false);
        string path = ResultFiles.PathOf(output, model.Name, settings.Selection.Shard);
        using ResultLog log = ResultLog.Open(path, new ResultLogHeader
        {
            Run = RunDescription.Of(model, hash, recognizer.Info, settings.OptionsText),
            Clips = clips.Count,
            ClipsHash = ClipsHash.Of(clips),
            Shard = settings.Selection.Shard ?? new ClipShard(1, 1),
            ShardClips = places.Length,
        });
        if (log.Results.Count > 0)
            Note($"{model.Name}: {log.Results.Count} of {places.Length} clips have a result in {path}; going on with the others.");
        using RunDisplay display = new(environment, errors, model.Name, settings.Quiet);
        EvaluationRun run = new(recognizer, settings.Run with { Progress = display });
        await session.RunAsync(
            async _ =>
            {
                await run.RunAsync(clips, places, log, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return path;
    }

    private RunResults Read(NamedValue file, IReadOnlyList<EvaluationClip> clips)
    {
        IReadOnlyDictionary<string, string> texts = HypothesisFile.Read(file.Value, clips).Texts;
        ClipResult[] results = [.. clips.Select(clip => texts.TryGetValue(clip.Id, out string? text)
            ? new ClipResult { Clip = clip, Hypothesis = text }
            : new ClipResult { Clip = clip, Error = $"{file.Value} holds no text of it" })];
        foreach (ClipResult missing in results.Where(result => result.Error is not null).Take(5))
            errors.Add($"{file.Name}: {missing.Clip.Id}: {missing.Error}");
        if (results.Count(result => result.Error is not null) is > 5 and int count)
            errors.Add($"{file.Name}: {count} clips have no text; only five are named above.");
        return new RunResults(new RunInfo { Name = file.Name }, results, Wall: null);
    }

    private void Note(string text)
    {
        if (!settings.Quiet)
            environment.Error.WriteLine($"note: {text}");
    }
}
