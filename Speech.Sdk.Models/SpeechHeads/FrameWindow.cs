namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>A window over a recording and those of its frames that count.</summary>
/// <param name="Start">Its first sample.</param>
/// <param name="End">The sample behind its last.</param>
/// <param name="From">The first frame that counts, from the window's beginning.</param>
/// <param name="To">The frame behind the last that counts.</param>
/// <param name="Reached">The sample up to which the recording is done with it.</param>
internal readonly record struct FrameWindow(long Start, long End, int From, int To, long Reached);
