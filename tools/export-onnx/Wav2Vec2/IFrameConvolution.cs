namespace Speech.Sdk.Export.Wav2Vec2;

/// <summary>How a convolution over frames is computed, channels last.</summary>
internal interface IFrameConvolution
{
    /// <summary>Frames x [batch, time, channels] through the convolution of this name.</summary>
    ConvolvedFrames Apply(string x, string name, StridedConvolution convolution, bool biased);
}

/// <summary>A convolution's result.</summary>
/// <param name="Parts">Rows [batch * frames, out] whose sum it is.</param>
/// <param name="Bias">The weight that has yet to be added to them, or null.</param>
/// <param name="Grid">int64 [2]: batch and frames.</param>
internal sealed record ConvolvedFrames(IReadOnlyList<string> Parts, string? Bias, string Grid);
