using Speech.Sdk.Decoding;

namespace Speech.Sdk.Tests.Decoding;

/// <summary>The two references' beam search for one audio, step by step as they have it, with lists, in double precision.</summary>
internal sealed class BeamReference(SearchOptions options, int vocabulary, ulong seed, int[] prompt)
{
    private readonly int _limit = Math.Min(options.MaxTokens, options.MaxLength - prompt.Length);

    public sealed record Found(int[] Tokens, double Sum, double Score, bool Ended);

    /// <summary>transformers 4.57, GenerationMixin._beam_search, whose -1e9 stands for "none".</summary>
    public List<Found> Transformers()
    {
        const double None = -1e9;
        int beams = options.BeamSize, eos = options.EndOfText;
        var running = Enumerable.Range(0, beams).Select(i => (Tokens: Array.Empty<int>(), Score: i == 0 ? 0 : None)).ToList();
        var finished = Enumerable.Range(0, beams).Select(_ => (Tokens: Array.Empty<int>(), Score: None, Finished: false)).ToList();
        for (int written = 1; ; written++)
        {
            var continuations = running
                .SelectMany(beam => LogProbabilities(beam.Tokens, rulesLast: true).Select((p, token) => (Tokens: (int[])[.. beam.Tokens, token], Score: beam.Score + p)))
                .OrderByDescending(x => x.Score).Take(2 * beams)
                .Select((x, rank) => (x.Tokens, x.Score, Stops: x.Tokens[^1] == eos || written == _limit, Top: rank < beams)).ToList();

            running = [.. continuations.Select(x => (x.Tokens, Score: x.Score + (x.Stops ? None : 0))).OrderByDescending(x => x.Score).Take(beams)];

            double divisor = Math.Pow(written, options.LengthPenalty);
            finished = [.. finished
                .Concat(continuations.Select(x => (x.Tokens, Score: (x.Score / divisor) + (x.Stops && x.Top ? 0 : None), Finished: x.Stops && x.Top)))
                .OrderByDescending(x => x.Score).Take(beams)];

            int bestLength = options.Stopping == BeamStopping.Never && options.LengthPenalty > 0 ? _limit : written;
            double bestPossible = running[0].Score / Math.Pow(bestLength, options.LengthPenalty);
            double worst = finished.Min(x => x.Score);
            bool improvable = finished.Any(x => bestPossible > (x.Finished ? worst : None));
            bool open = !(finished.All(x => x.Finished) && options.Stopping == BeamStopping.Early);
            if (!(improvable && open && !continuations.All(x => x.Stops)))
                break;
        }

        return [.. finished.Where(x => x.Finished).Select(x => Report(x.Tokens, x.Score * Math.Pow(x.Tokens.Length, options.LengthPenalty), x.Score))];
    }

    /// <summary>openai-whisper, BeamSearchDecoder and MaximumLikelihoodRanker.</summary>
    public List<Found> Whisper()
    {
        int beams = options.BeamSize, eot = options.EndOfText, maxCandidates = (int)Math.Round(beams * options.Patience);
        var running = Enumerable.Range(0, beams).Select(_ => (Tokens: Array.Empty<int>(), Sum: 0.0)).ToList();
        Dictionary<string, (int[] Tokens, double Sum)> finished = [];
        for (int i = 0; i < _limit && finished.Count < maxCandidates; i++)
        {
            Dictionary<string, (int[] Tokens, double Sum)> scores = [];
            foreach (var (prefix, sum) in running)
            {
                double[] logProbabilities = LogProbabilities(prefix, rulesLast: false);
                foreach (int token in Enumerable.Range(0, vocabulary).OrderByDescending(token => logProbabilities[token]).Take(beams + 1))
                {
                    int[] sequence = [.. prefix, token];
                    scores[string.Join(' ', sequence)] = (sequence, sum + logProbabilities[token]);
                }
            }

            running = [];
            List<(int[] Tokens, double Sum)> ended = [];
            foreach (var candidate in scores.Values.OrderByDescending(x => x.Sum))
            {
                if (candidate.Tokens[^1] == eot)
                    ended.Add(candidate);
                else
                    running.Add(candidate);
                if (running.Count == beams)
                    break;
            }

            foreach (var candidate in ended)
            {
                if (finished.Count < maxCandidates)
                    finished[string.Join(' ', candidate.Tokens)] = candidate;
            }
        }

        if (finished.Count < beams)
        {
            foreach (var (tokens, sum) in running.OrderByDescending(x => x.Sum))
            {
                finished[string.Join(' ', tokens) + " stopped"] = (tokens, sum);
                if (finished.Count >= beams)
                    break;
            }
        }

        return [.. finished.Values.Select(x => Report(x.Tokens, x.Sum, 0)).Select(x => x with
        {
            Score = x.Sum / (options.LengthPenalty == 1 ? x.Tokens.Length : Math.Pow((5.0 + x.Tokens.Length) / 6, options.LengthPenalty)),
        }).OrderByDescending(x => x.Score)];
    }

    /// <summary>Every text there is, by definition: what a search finds that never has to drop a beam.</summary>
    public List<Found> Everything()
    {
        List<Found> all = [];
        Visit([], 0);
        return [.. all.OrderByDescending(x => x.Score)];

        void Visit(int[] tokens, double sum)
        {
            bool ended = tokens.Length > 0 && tokens[^1] == options.EndOfText;
            if (ended || tokens.Length == _limit)
            {
                all.Add(Report(tokens, sum, sum / Math.Pow(tokens.Length, options.LengthPenalty)));
                return;
            }

            double[] logProbabilities = LogProbabilities(tokens, rulesLast: true);
            for (int token = 0; token < vocabulary; token++)
            {
                if (!double.IsNegativeInfinity(logProbabilities[token]))
                    Visit([.. tokens, token], sum + logProbabilities[token]);
            }
        }
    }

    private Found Report(int[] tokens, double sum, double score)
    {
        bool ended = tokens[^1] == options.EndOfText;
        return new(ended ? tokens[..^1] : tokens, sum, score, ended);
    }

    private double[] LogProbabilities(int[] written, bool rulesLast)
    {
        ulong row = ToyDecoder.Begin(seed, (int[])[.. prompt, .. written]);
        float[] scores = [.. Enumerable.Range(0, vocabulary).Select(token => ToyDecoder.Logit(row, token))];
        if (rulesLast)
            scores = [.. Normalized(scores).Select(x => (float)x)];
        foreach (ILogitsProcessor processor in options.Processors)
            processor.Process(scores, new((int[])[.. prompt, .. written], prompt.Length));
        return rulesLast ? [.. scores.Select(x => (double)x)] : Normalized(scores);
    }

    private static double[] Normalized(float[] scores)
    {
        double normalizer = Math.Log(scores.Sum(x => Math.Exp(x)));
        return [.. scores.Select(x => x - normalizer)];
    }
}
