using System.Numerics.Tensors;
using Speech.Sdk.Models.Whisper.Graphs;

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

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 20; step++)
        {
            for (int row = 0; row < state.Rows; row++)
                tokens[row] = TensorPrimitives.IndexOfMax<float>(state.Logits(row));
            state.Advance(tokens, later, CancellationToken.None);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
