using System.Numerics.Tensors;
using Speech.Sdk.Decoding;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>The real model's decoder, step by step.</summary>
public sealed class DecoderStateTests
{
    private static readonly int[] Prompt = [50258, 50259, 50359, 50363];

    [TestCase(1)]
    [TestCase(3)]
    public void Advance_AfterTheFirstSteps_AllocatesNothing(int beams)
    {
        using IWhisperDecoderState state = WhisperBase.Encode("en_ls_0001", "fr_fleurs_000").Start([Prompt, Prompt], beams);
        int[] first = [.. Enumerable.Range(0, 2 * beams).Select(row => row / beams)];
        int[] later = [.. Enumerable.Range(0, 2 * beams).Select(row => (row / beams * beams) + ((row + 1) % beams))];
        var tokens = new int[2 * beams];
        Array.Fill(tokens, 440);
        state.Advance(tokens, first, CancellationToken.None);
        state.Advance(tokens, later, CancellationToken.None);

        long allocated = Allocations.Of(() =>
        {
            for (int step = 0; step < 20; step++)
            {
                for (int row = 0; row < state.Rows; row++)
                    tokens[row] = TensorPrimitives.IndexOfMax<float>(state.Logits(row));
                state.Advance(tokens, later, CancellationToken.None);
            }
        });
        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void Extend_AfterForgetting_GivesTheScoresOfSingleSteps()
    {
        int[] text = [440, 262, 1021, 13, 50364, 50364, 440, 11];
        EncodedClips clips = WhisperBase.Encode("en_ls_0001");
        float[][] expected;
        using (IWhisperDecoderState steps = clips.Start([Prompt], 1))
            expected = [.. text.Select(token => { steps.Advance([token], [0], default); return steps.Logits(0).ToArray(); })];

        using IWhisperDecoderState state = clips.Start([Prompt], 1);
        var draftable = (IDraftableState)state;
        draftable.Extend([.. text[..3], .. Enumerable.Repeat(1, 80)], default);
        draftable.Truncate(Prompt.Length + 2);
        draftable.Extend(text.AsSpan(2, 1), default);
        draftable.Extend(text.AsSpan(3), default);

        for (int token = 3; token < text.Length; token++)
            Assert.That(TensorPrimitives.MaxMagnitude<float>([.. draftable.ScoresAfter(token - 3).ToArray().Zip(expected[token], (a, b) => a - b)]), Is.EqualTo(0).Within(2e-4), $"token {token}");
    }
}
