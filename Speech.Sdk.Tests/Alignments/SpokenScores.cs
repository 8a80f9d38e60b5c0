using Speech.Sdk.Tokens.Ctc;

namespace Speech.Sdk.Tests.Alignments;

/// <summary>What a sure model would say of speech: one character a frame, <c>-</c> for the blank.</summary>
internal static class SpokenScores
{
    /// <summary>Log-probabilities [frames, symbols]: 0.99 for what is said, the rest shared.</summary>
    public static float[] Of(string said, CtcVocabulary vocabulary)
    {
        int symbols = vocabulary.Symbols.Count;
        float[] scores = new float[said.Length * symbols];
        scores.AsSpan().Fill(MathF.Log(0.01f / (symbols - 1)));
        for (int frame = 0; frame < said.Length; frame++)
        {
            int symbol = said[frame] == '-' ? vocabulary.Blank : vocabulary.Symbols.ToList().IndexOf(said[frame].ToString());
            scores[(frame * symbols) + symbol] = MathF.Log(0.99f);
        }

        return scores;
    }
}
