using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Models.Whisper;

/// <summary>The parts of a loaded model; immutable and shared by all calls.</summary>
internal sealed record WhisperModel(string Name, WhisperConfig Config, IWhisperGraphs Graphs, WhisperTokenizer Tokenizer, WhisperFeatures Features);
