using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Memory;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Foreign;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Tests.Whisper;

/// <summary>A model folder's parts, for tests that look below the recogniser.</summary>
internal static class LoadedParts
{
    /// <summary>Our own graphs, or optimum's where the folder has no manifest. The caller disposes the graphs.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="memory">Where our own graphs' keys and values lie; null for where they lie for users.</param>
    public static WhisperModel Load(string path, TensorMemory? memory = null)
    {
        ModelFolder folder = ModelFolder.Open(path, Path.GetFileName(path));
        WhisperConfig config = WhisperConfig.Read(folder);
        IWhisperGraphs graphs = folder.Manifest is null
            ? OptimumGraphs.Load(OptimumLayout.Find(folder)!, config, ExecutionProvider.Cpu, threads: 0)
            : WhisperGraphs.Load(folder, config, ExecutionProvider.Cpu, threads: 0, memory);
        WhisperFeatureOptions features = WhisperFeatureOptions.Load(folder.PathOf(WhisperFeatureOptions.FileName));
        return new WhisperModel(folder.Name, config, graphs, WhisperTokenizer.Load(path), new WhisperFeatures(features));
    }
}
