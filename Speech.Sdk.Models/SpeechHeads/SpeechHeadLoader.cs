using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Windows;

namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>Loads what speech encoders of every family end in besides CTC.</summary>
internal static class SpeechHeadLoader
{
    /// <exception cref="ModelFolderException">The folder is broken.</exception>
    public static IAudioClassifier Classifier(ModelFolder folder, RecognizerOptions options, HeadSource source)
    {
        string role = ModelUse.Head(folder)!;
        HeadGraph graph = HeadGraph.Load(folder, options, source, role);
        return role == ModelUse.FrameClassifier ? new FrameClassifier(folder, graph) : new WindowedClassifier(new ClipClassifier(folder, graph));
    }

    /// <param name="folder">The model folder.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="source">The family's part.</param>
    /// <param name="role">The role of the graph that gives the reference's numbers for a clip alone.</param>
    /// <exception cref="ModelFolderException">The folder is broken.</exception>
    public static ISpeakerEmbedder Embedder(ModelFolder folder, RecognizerOptions options, HeadSource source, string role = ModelUse.Embedder) =>
        new WindowedEmbedder(new VoiceEmbedder(folder, HeadGraph.Load(folder, options, source, role)));
}
