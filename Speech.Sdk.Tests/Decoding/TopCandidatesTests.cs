using Speech.Sdk.Decoding;

namespace Speech.Sdk.Tests.Decoding;

internal sealed class TopCandidatesTests
{
    [Test]
    public void Add_Rows_KeepsTheBestInOrder([Values(1, 2, 10, 128)] int capacity, [Values(1, 31, 33, 1000, 51866)] int length)
    {
        float[][] rows = [.. Enumerable.Range(0, 3).Select(row => Row(row, length))];
        float[] sums = [0, -1.5f, 0.25f];
        TopCandidates top = new(capacity);
        for (int round = 0; round < 2; round++)
        {
            top.Clear();
            for (int row = 0; row < rows.Length; row++)
                top.Add(rows[row], sums[row], row);
        }

        IEnumerable<Candidate> expected = rows
            .SelectMany((row, beam) => row.Select((score, token) => new Candidate(score + sums[beam], beam, token)))
            .Where(candidate => candidate.Sum > float.NegativeInfinity)
            .OrderByDescending(candidate => candidate.Sum).Take(capacity);
        Assert.That(top.Items.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void Add_EqualScores_FirstSeen()
    {
        TopCandidates top = new(3);
        top.Add(new float[100], 1, 0);
        top.Add(new float[100], 1, 1);

        Assert.That(top.Items.ToArray(), Is.EqualTo([new Candidate(1, 0, 0), new Candidate(1, 0, 1), new Candidate(1, 0, 2)]));
    }

    // Coarse, so that many are equal, and every seventh suppressed.
    private static float[] Row(int row, int length) =>
        [.. Enumerable.Range(0, length).Select(i => i % 7 == 6 ? float.NegativeInfinity : MathF.Round(20 * ToyDecoder.Logit((ulong)row, i)) / 20)];
}
