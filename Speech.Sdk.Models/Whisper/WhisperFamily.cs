using Speech.Sdk.Inference;
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
            return new WhisperRecognizer(model, Precision(folder));
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
        Task<WhisperTokenizer> tokenizer = Task.Run(() => WhisperTokenizer.Load(folder.Path));
        ExecutionProvider provider = ExecutionProviders.Choose(options.ExecutionProvider, Suitable(folder), $"{folder.Name} ({Precision(folder)})");
        IWhisperGraphs graphs = folder.Manifest is null
            ? OptimumGraphs.Load(OptimumLayout.Find(folder)!, config, provider, options.Threads)
            : WhisperGraphs.Load(folder, config, provider, options.Threads);
        try
        {
            return new WhisperModel(folder.Name, config, graphs, tokenizer.GetAwaiter().GetResult(), features);
        }
        catch
        {
            graphs.Dispose();
            throw;
        }
    }

    public IAudioClassifier LoadClassifier(ModelFolder folder, RecognizerOptions options) =>
        new WindowedClassifier(WhisperClassifier.Load(folder, folder.Manifest!.Graphs[ModelUse.Classifier], options));

    private static string Precision(ModelFolder folder) => folder.Manifest?.Precision ?? "as exported";

    // Our decoder's attention has half-precision kernels only on GPUs, 8 and 4 bit products none there. Optimum's graphs are plain
    // operators that run anywhere; whether a GPU is worth it for them is the caller's to say.
    private static ExecutionProvider[] Suitable(ModelFolder folder) => folder.Manifest switch
    {
        null => [ExecutionProvider.Cpu, ExecutionProvider.Cuda, ExecutionProvider.DirectMl],
        { Precision: "fp16" } => [ExecutionProvider.Cuda, ExecutionProvider.DirectMl],
        _ => [],
    };
}
