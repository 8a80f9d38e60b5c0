namespace Speech.Sdk.Models.KyutaiStt.Steps;

/// <summary>The language model: a frame's codes and the text token before in, a text token out, for many streams at once. Rows do not depend on each other.</summary>
internal interface ITextSteps : IStreamRows, IDisposable
{
    /// <summary>Heads that tell the probability of a pause; 0 where the checkpoint has none.</summary>
    int PauseHeads { get; }

    /// <summary>Gives a row what its next step reads; rows that were not fed stay as they are in that step.</summary>
    /// <param name="row">The row.</param>
    /// <param name="text">The row's token before, or the initial text id at its first step.</param>
    /// <param name="codes">The frame's codes, or the initial code in every place.</param>
    void Feed(int row, long text, ReadOnlySpan<long> codes);

    /// <summary>One step of the rows that were fed. Allocates no managed memory.</summary>
    void Step(CancellationToken cancellationToken);

    /// <summary>The likeliest token of a row's last step.</summary>
    TextToken Token(int row);

    /// <summary>Each head's probability of a pause at a row's last step.</summary>
    ReadOnlySpan<float> Pauses(int row);
}
