using Speech.Sdk.Decoding;

namespace Speech.Sdk.Models.Whisper.Graphs;

/// <summary>The decoder's rows while a batch of windows is decoded.</summary>
internal interface IWhisperDecoderState : IDecoderState, IDisposable
{
    /// <summary>Scores after the prompt position that was asked for, of a window as numbered at the start; valid until the first step.</summary>
    ReadOnlySpan<float> PromptLogits(int window);
}
