namespace Speech.Sdk.Audio.Live;

/// <summary>Some interleaved samples of live audio, valid until the next ones are asked for.</summary>
internal readonly record struct LiveChunk(ReadOnlyMemory<float> Samples, AudioFormat Format);
