using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;
using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper.Classification;

using Speech.Sdk.Models.Whisper.Drafting;
using Speech.Sdk.Models.Whisper.Features;
using Speech.Sdk.Models.Whisper.Foreign;
using Speech.Sdk.Models.Whisper.Graphs;
using Speech.Sdk.Models.Windows;

namespace Speech.Sdk.Models.Whisper;

/// <summary>OpenAI's Whisper in every size, and what was distilled from it.</summary>
internal sealed class WhisperFamily : IModelFamily, IClassifierFamily
{
    public string Name => "whisper";

    public bool CanLoadForeign(ModelFolder folder) => OptimumLayout.Find(folder) is not null;

    public ISpeechRecognizer Load(ModelFolder folder, RecognizerOptions options)
    {
        ModelFolder? draft = options.DraftModel is { } name ? SpeechRecognizer.Locate(name) : null;
        if (draft is not null)
            DraftFit.CheckFolders(folder, draft);
        WhisperModel model = LoadModel(folder, options);
        try
        {
            if (draft is not null)
                model = model with { Draft = LoadModel(draft, options) };
            if (model.Draft is not null)
                DraftFit.Check(model, model.Draft);
            return new WhisperRecognizer(model, ModelFits.PrecisionOf(folder));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static WhisperModel LoadModel(ModelFolder folder, RecognizerOptions options)
    {
        WhisperConfig config = WhisperConfig.Read(folder);
        var features = new WhisperFeatures(WhisperFeatureOptions.For(folder, config));
        // Reading the vocabulary is managed work, loading graphs mostly native: side by side they hide each other.
        Task<WhisperTokenizer> tokenizer = OwnThread.Run(() => WhisperTokenizer.Load(folder.Path), CancellationToken.None);
        ProviderReport provider = ExecutionProviders.Choose(options.ExecutionProvider, ModelFits.Of(folder));
        // A draft and its model take turns.
        WorkerThreads workers = options.DraftModel is null ? WorkerThreads.Of(options, provider.Chosen) : WorkerThreads.One(options);
        IWhisperGraphs graphs = folder.Manifest is null
            ? OptimumGraphs.Load(OptimumLayout.Find(folder)!, config, provider.Chosen, workers.Threads)
            : WhisperGraphs.Load(folder, config, provider.Chosen, workers.Threads);
        try
        {
            return new WhisperModel(folder.Name, config, graphs, tokenizer.GetAwaiter().GetResult(), features) { Workers = workers.Count, ProviderReport = provider.With(graphs.Sessions) };
        }
        catch
        {
            graphs.Dispose();
            throw;
        }
    }

    public IAudioClassifier LoadClassifier(ModelFolder folder, RecognizerOptions options) =>
        new WindowedClassifier(WhisperClassifier.Load(folder, folder.Manifest!.Graphs[ModelUse.Classifier], options));
}
