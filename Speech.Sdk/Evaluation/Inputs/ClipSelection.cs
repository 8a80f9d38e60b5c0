using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>
/// Which clips of an evaluation are run: they are put in random order if there is a seed, then limited, then spread over shards. What is chosen depends on
/// nothing but the clips and these options, so every machine chooses the same.
/// </summary>
public sealed record ClipSelection
{
    /// <summary>The most clips, over all shards. <value>null: all.</value></summary>
    public int? Limit { get; init; }

    /// <summary>
    /// Gives every clip a random place, by the SHA-256 of the seed and its id: neither the order of the inputs nor what else is among them changes which
    /// of two clips comes first, and the first ten are among the first hundred. <value>null: the order of the inputs.</value>
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>
    /// The part that is run. The longest clips are dealt first, each to the shard with the least audio so far; a clip of unknown length counts as a mean one.
    /// So all shards together are all clips, none twice, of about equal audio. <value>null: all.</value>
    /// </summary>
    public ClipShard? Shard { get; init; }

    /// <summary>The clips to run, in the order in which they are to be run.</summary>
    /// <exception cref="InvalidOptionException">The limit or the shard is out of range.</exception>
    public IReadOnlyList<EvaluationClip> Apply(IReadOnlyList<EvaluationClip> clips)
    {
        ArgumentNullException.ThrowIfNull(clips);
        if (Limit is < 1)
            throw new InvalidOptionException($"Limit is {Limit}; expected 1 or more.");
        if (Shard is { } shard && (shard.Number < 1 || shard.Number > shard.Count))
            throw new InvalidOptionException($"Shard is {shard}; expected a number from 1 to the number of shards.");
        IEnumerable<EvaluationClip> chosen = clips;
        if (Seed is { } seed)
            chosen = clips.OrderBy(clip => Place(seed, clip.Id)).ThenBy(clip => clip.Id, StringComparer.Ordinal);
        EvaluationClip[] limited = [.. chosen.Take(Limit ?? int.MaxValue)];
        return Shard is { } part ? Deal(limited, part) : limited;
    }

    private static ulong Place(int seed, string id) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}\n{id}"))));

    private static EvaluationClip[] Deal(EvaluationClip[] clips, ClipShard shard)
    {
        long[] known = [.. clips.Where(clip => clip.Duration is not null).Select(clip => clip.Duration!.Value.Ticks)];
        // At least 1, so that clips without any known length are dealt in turn.
        long mean = known.Length == 0 ? 1 : Math.Max(1, known.Sum() / known.Length);
        long Length(int clip) => Math.Max(1, clips[clip].Duration?.Ticks ?? mean);

        PriorityQueue<int, (long Load, int Shard)> shards = new(Enumerable.Range(1, shard.Count).Select(number => (number, (0L, number))));
        List<int> mine = [];
        foreach (int clip in Enumerable.Range(0, clips.Length).OrderByDescending(Length).ThenBy(clip => clip))
        {
            shards.TryPeek(out int number, out (long Load, int Shard) least);
            shards.DequeueEnqueue(number, (least.Load + Length(clip), number));
            if (number == shard.Number)
                mine.Add(clip);
        }

        mine.Sort();
        return [.. mine.Select(clip => clips[clip])];
    }
}
