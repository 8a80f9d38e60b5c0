using Speech.Sdk.Export.Layers;

namespace Speech.Sdk.Export.SpeechHeads;

/// <summary>What an encoder made of a batch of clips, for a head to read: names of values in the graph, in its float type.</summary>
/// <param name="States">Rows [batch * frames, width] before the first layer and after each (transformers' hidden_states: the last is normalised).</param>
/// <param name="Output">Rows [batch * frames, width] that the encoder gives: the last state, or what an adapter made of it.</param>
/// <param name="Grid">int64 [2]: batch and frames of the output.</param>
/// <param name="Mask">The clips' own frames in the output, or null where nothing is padded.</param>
internal sealed record EncodedSpeech(IReadOnlyList<string> States, string Output, string Grid, FrameMask? Mask);

/// <summary>The sizes of what a head reads.</summary>
/// <param name="Width">The width of the hidden states.</param>
/// <param name="OutputWidth">The width of the encoder's output, which an adapter may change.</param>
/// <param name="States">How many hidden states there are: one more than layers.</param>
internal sealed record EncodedSizes(int Width, int OutputWidth, int States);
