using Speech.Sdk.Evaluation.Inputs;

namespace Speech.Sdk.Evaluation.Results;

/// <summary>The first line of a result log: what must be the same for its results to belong together.</summary>
public sealed record ResultLogHeader
{
    /// <summary>What made the results.</summary>
    public required RunInfo Run { get; init; }

    /// <summary>How many clips the whole evaluation has, all shards together.</summary>
    public required int Clips { get; init; }

    /// <summary>What <see cref="Results.ClipsHash.Of"/> says of all clips.</summary>
    public required string ClipsHash { get; init; }

    /// <summary>Which part of the evaluation the log is of.</summary>
    public required ClipShard Shard { get; init; }

    /// <summary>How many clips this part has.</summary>
    public required int ShardClips { get; init; }

    /// <summary>What this header says otherwise than another; empty where results of both may stand in one report.</summary>
    internal IEnumerable<string> Differences(ResultLogHeader now)
    {
        foreach ((string what, string? then, string? today) in new[]
        {
            // What a model is called may change with the folder it lies in.
            ("the model", Run.ModelHash is null ? Run.Model : null, now.Run.ModelHash is null ? now.Run.Model : null),
            ("the model's hash", Run.ModelHash, now.Run.ModelHash),
            ("the model's kind", Run.Kind, now.Run.Kind),
            ("the execution provider", Run.ExecutionProvider, now.Run.ExecutionProvider),
            ("the options", Run.Options, now.Run.Options),
            ("the library's version", Run.Version, now.Run.Version),
            ("the number of clips", $"{Clips}", $"{now.Clips}"),
            ("the hash of the clips", ClipsHash, now.ClipsHash),
            ("the number of shards", $"{Shard.Count}", $"{now.Shard.Count}"),
        })
        {
            if (then != today)
                yield return $"{what} was {Text(then)} and is {Text(today)}";
        }

        static string Text(string? value) => value is null ? "not known" : $"'{value}'";
    }
}
