namespace Speech.Sdk.Models.Ctc;

/// <summary>A part of a recording that the search has seen.</summary>
/// <param name="First">Its first frame, among the frames of the search.</param>
/// <param name="Frames">How many it has; 0 where it is too short.</param>
/// <param name="Start">Its first sample.</param>
/// <param name="End">The sample behind it.</param>
internal readonly record struct CtcPiece(int First, int Frames, long Start, long End);
