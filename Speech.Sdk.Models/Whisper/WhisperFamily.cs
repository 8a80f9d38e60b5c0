using Speech.Sdk.Inference;
using Speech.Sdk.Models.Families;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.Whisper.Foreign;
using Speech.Sdk.Models.Whisper.Graphs;

namespace Speech.Sdk.Models.Whisper;

/// <summary>OpenAI's Whisper in every size, and what was distilled from it.</summary>
internal sealed class WhisperFamily : IModelFamily
{
    public string Name => "whisper";

    public bool CanLoadForeign(ModelFolder folder) => OptimumLayout.Find(folder) is not null;

    public ISpeechRecognizer Load(ModelFolder folder, RecognizerOptions options)
    {
        WhisperConfig config = WhisperConfig.Read(folder);
        // Reading the vocabulary is managed work, loading graphs mostly native: side by side they hide each other.
        Task<WhisperTokenizer> tokenizer = Task.Run(() => WhisperTokenizer.Load(folder.Path));
        string precision = folder.Manifest?.Precision ?? "as exported";
        // The decoder's attention has half-precision kernels only on GPUs; 8 and 4 bit products have none there.
        ExecutionProvider[] suitable = precision == "fp16" ? [ExecutionProvider.Cuda, ExecutionProvider.DirectMl] : [];
        ExecutionProvider provider = ExecutionProviders.Choose(options.ExecutionProvider, suitable, $"{folder.Name} ({precision})");
        IWhisperGraphs graphs = folder.Manifest is null
            ? OptimumGraphs.Load(OptimumLayout.Find(folder)!, config, provider, options.Threads)
            : WhisperGraphs.Load(folder, config, provider, options.Threads);
        try
        {
            return new WhisperRecognizer(folder, config, graphs, tokenizer.GetAwaiter().GetResult(), precision);
        }
        catch
        {
            graphs.Dispose();
            throw;
        }
    }
}
