using Speech.Cli.Commands;
using Speech.Cli.Models;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Evaluation;
using Speech.Sdk.Evaluation.Inputs;
using Speech.Sdk.Evaluation.Results;
using Speech.Sdk.Evaluation.Runs;
using Speech.Sdk.Models;

namespace Speech.Cli.Evaluation;

/// <summary>Runs <c>speech evaluate</c>: every model over all clips, one model after the other, then the texts made elsewhere, then the report.</summary>
internal sealed class EvaluationRunner(CliEnvironment environment, EvaluateSettings settings, ErrorLines errors)
{
    private ModelResolver Resolver => new(environment, Note, settings.Quiet);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        EvaluationInput input = EvaluationInput.Read(settings.Inputs, settings.Reading);
        foreach (string note in input.Notes)
            Note(note);
        IReadOnlyList<EvaluationClip> clips = (settings.Selection with { Shard = null }).Apply(input.Clips);
        Dictionary<string, int> placeOf = clips.Select((clip, place) => (clip.Id, place)).ToDictionary(entry => entry.Id, entry => entry.place);
        int[] places = [.. settings.Selection.Apply(input.Clips).Select(clip => placeOf[clip.Id])];
        RunResults[] elsewhere = [.. settings.Hypotheses.Select(file => HypothesisRun.Read(file, settings.HypothesisReading, input.Clips, clips, Note))];
        // All before the first is run, so that a name that is wrong is told at once.
        List<FoundModel> models = [];
        foreach (NamedValue model in settings.Models)
            models.Add(await FindAsync(model, cancellationToken).ConfigureAwait(false));
        // Files are looked at only where they are to be heard.
        int? workers = settings.Recognizer.Workers ?? (models.Count > 0 ? SuitableWorkers.For([.. places.Select(place => clips[place])], settings.Run.Transcription) : null);
        RecognizerOptions options = await Resolver.WithDraftAsync(settings.Recognizer with { Workers = workers }, settings.Precision, cancellationToken).ConfigureAwait(false);
        using OutputFolder output = OutputFolder.Open(settings.Report.Folder);
        List<string> logs = [];
        foreach (FoundModel model in models)
            logs.Add(await HearAsync(model, options, clips, places, output, cancellationToken).ConfigureAwait(false));
        RunResults[] runs = [.. ResultLogs.Read(logs, partial: settings.Selection.Shard is not null), .. elsewhere];
        if (settings.Selection.Shard is { } shard)
        {
            ReportFiles.TellFailures(runs, errors);
            Note($"shard {shard} is done: {places.Length} of {clips.Count} clips. When all are, 'speech evaluate merge {settings.Report.Folder}' scores them and makes the report.");
        }
        else
        {
            new ReportFiles(environment, settings.Report, errors, Note).Write(runs, cancellationToken);
        }

        return errors.Any ? ExitCode.Failure : ExitCode.Success;
    }

    private async Task<FoundModel> FindAsync(NamedValue model, CancellationToken cancellationToken)
    {
        PulledModel pulled = await Resolver.PullAsync(model.Value, settings.Precision, cancellationToken).ConfigureAwait(false);
        return new FoundModel(model, pulled, await environment.HashModel(pulled.Model, cancellationToken).ConfigureAwait(false));
    }

    /// <returns>The path of the run's log.</returns>
    private async Task<string> HearAsync(FoundModel model, RecognizerOptions options, IReadOnlyList<EvaluationClip> clips, int[] places, OutputFolder output, CancellationToken cancellationToken)
    {
        string name = model.Given.Name;
        ModelChoice choice = new(model.Given.Value, settings.Precision, options) { Pulled = model.Pulled, Verbose = settings.Verbose };
        ISpeechRecognizer recognizer = await Task.Run(() => Resolver.LoadAsync(choice, cancellationToken), cancellationToken)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        using ModelSession<ISpeechRecognizer> session = new(recognizer, RecognizerSession.DefaultGrace);
        string path = ResultFiles.PathOf(output.Path, name, settings.Selection.Shard);
        using ResultLog log = ResultLog.Open(path, new ResultLogHeader
        {
            Run = RunDescription.Of(model, recognizer.Info, settings.OptionsText),
            Clips = clips.Count,
            ClipsHash = ClipsHash.Of(clips),
            Shard = settings.Selection.Shard ?? new ClipShard(1, 1),
            ShardClips = places.Length,
        });
        if (log.Results.Count > 0)
            Note($"{name}: {log.Results.Count} of {places.Length} clips have a result in {path}; going on with the others.");
        using RunDisplay display = new(environment, errors, name, settings.Quiet);
        EvaluationRun run = new(recognizer, settings.Run with { Progress = display });
        try
        {
            await session.RunAsync(
                async _ =>
                {
                    await run.RunAsync(clips, places, log, cancellationToken).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!output.IsTemporary)
        {
            display.Dispose();
            Note($"{name}: stopped at {log.Results.Count} of {places.Length} clips; the same command goes on from there.");
            throw;
        }

        return path;
    }

    private void Note(string text)
    {
        if (!settings.Quiet)
            environment.Error.WriteLine($"note: {text}");
    }
}
