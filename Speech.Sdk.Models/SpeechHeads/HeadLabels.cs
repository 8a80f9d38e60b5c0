using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.SpeechHeads;

/// <summary>The labels that a graph scores, checked against config.json.</summary>
internal static class HeadLabels
{
    /// <exception cref="ModelFolderException">The graph scores another number of labels; it is disposed.</exception>
    public static ClassifierInfo Info(ModelFolder folder, HeadGraph graph, string output, int dimensions)
    {
        try
        {
            IReadOnlyList<string> labels = ClassifierLabels.Read(folder);
            // Another exporter may leave the number open.
            if (graph.Width(output, dimensions) is var count && count != labels.Count && count > 0)
            {
                throw new ModelFolderException(
                    $"{folder.Path}: the classifier has {count} labels, config.json names {labels.Count}. Graph and config.json must come from one checkpoint; export it again.");
            }

            return new ClassifierInfo
            {
                Model = graph.Model,
                Family = graph.Family,
                Labels = labels,
                SampleRate = graph.SampleRate,
                Window = TimeSpan.FromSeconds((double)graph.WindowSamples / graph.SampleRate),
                Precision = graph.Precision,
                ExecutionProvider = graph.Provider,
                ProviderReport = graph.ProviderReport,
            };
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }
}
