using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>Reads result logs back: those of shards become one run, those of several runs stand side by side.</summary>
public static class ResultLogs
{
    /// <summary>The runs, in the order in which their first log is given.</summary>
    /// <param name="paths">The logs' files.</param>
    /// <param name="partial">Whether logs may be missing or unfinished; clips without a result are then left out.</param>
    /// <exception cref="SpeechException">A log is broken, twice there or missing, or logs of one name are not of one run.</exception>
    public static IReadOnlyList<RunResults> Read(IEnumerable<string> paths, bool partial = false)
    {
        ArgumentNullException.ThrowIfNull(paths);
        (string Path, ResultLogReader Log)[] logs = [.. paths.Select(path => (path, Open(path)))];
        return [.. logs.GroupBy(log => log.Log.Header.Run.Name).Select(run => Join([.. run], partial))];
    }

    private static ResultLogReader Open(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        return ResultLogReader.Read(path, file) ?? throw new SpeechException($"{path}: holds no whole line; run the evaluation again, which begins it anew, or leave it out.");
    }

    private static RunResults Join((string Path, ResultLogReader Log)[] logs, bool partial)
    {
        (string firstPath, ResultLogReader first) = logs[0];
        foreach ((string path, ResultLogReader log) in logs[1..])
        {
            string[] differences = [.. first.Header.Differences(log.Header)];
            if (differences.Length > 0)
                throw new SpeechException($"{firstPath} and {path} are both of a run '{first.Header.Run.Name}' but differ: {string.Join("; ", differences)}. Evaluate under two names (--model NAME=MODEL), or merge one of them.");
        }

        foreach (IGrouping<ClipShard, (string Path, ResultLogReader Log)> same in logs.GroupBy(log => log.Log.Header.Shard).Where(same => same.Count() > 1))
            throw new SpeechException($"Shard {same.Key} of '{first.Header.Run.Name}' is there more than once: {string.Join(", ", same.Select(log => log.Path))}; give one of them.");
        foreach (IGrouping<int, LoggedResult> same in logs.SelectMany(log => log.Log.Results.Values).GroupBy(result => result.Index).Where(same => same.Count() > 1))
            throw new SpeechException($"Two shards of '{first.Header.Run.Name}' both have a result of {same.First().Result.Clip.Id}; they were made of lists that differ, so run them again into an empty folder.");
        string[] gaps = [.. Gaps(logs)];
        if (gaps.Length > 0 && !partial)
            throw new SpeechException($"The run '{first.Header.Run.Name}' is not finished: {string.Join("; ", gaps)}. Run what is missing, or ask for a partial report.");
        string[] machines = [.. logs.Select(log => log.Log.Header.Run.Machine).Concat(logs.SelectMany(log => log.Log.Results.Values).Select(result => result.Machine)).OfType<string>().Distinct()];
        ClipResult[] clips = [.. logs.SelectMany(log => log.Log.Results.Values).OrderBy(result => result.Index).Select(result => result.Result)];
        TimeSpan wall = logs.SelectMany(log => log.Log.Sessions.Values).Aggregate(TimeSpan.Zero, (sum, session) => sum + session);
        RunInfo info = first.Header.Run with { Machine = machines.Length > 0 ? string.Join("; ", machines) : null, Started = logs.Min(log => log.Log.Header.Run.Started) };
        return new RunResults(info, clips, wall);
    }

    private static IEnumerable<string> Gaps((string Path, ResultLogReader Log)[] logs)
    {
        foreach ((string path, ResultLogReader log) in logs.Where(log => log.Log.Results.Count < log.Log.Header.ShardClips))
            yield return $"{path} has {log.Results.Count} of {log.Header.ShardClips} clips";
        int count = logs[0].Log.Header.Shard.Count;
        int[] missing = [.. Enumerable.Range(1, count).Except(logs.Select(log => log.Log.Header.Shard.Number))];
        int all = logs[0].Log.Header.Clips;
        if (missing.Length == 0 && logs.Sum(log => log.Log.Header.ShardClips) != all)
            yield return $"the shards have {logs.Sum(log => log.Log.Header.ShardClips)} clips of {all}";
        if (missing.Length > 0)
            yield return $"shard {string.Join(", ", missing.Take(20))}{(missing.Length > 20 ? ", …" : "")} of {count} is missing";
    }
}
