namespace Speech.Sdk.Models.Whisper.Chunked;

/// <summary>How long a chunk is and how much of it other chunks hear as well, in seconds.</summary>
/// <param name="Length">The whole chunk.</param>
/// <param name="Left">What it shares with the chunk before; 0 for the first.</param>
/// <param name="Right">What it shares with the chunk after; 0 for the last.</param>
internal readonly record struct ChunkStride(double Length, double Left, double Right);
