using System.Text.Json;
using Speech.Sdk.Export.Checkpoints;
using Speech.Sdk.Export.KyutaiStt;
using Speech.Sdk.Export.Mimi;
using Speech.Sdk.Export.Wav2Vec2;
using Speech.Sdk.Export.Wav2Vec2Bert;
using Speech.Sdk.Export.Whisper;

namespace Speech.Sdk.Export;

/// <summary>Turns a published checkpoint folder (config.json, safetensors or PyTorch weights) into a model folder that Speech.Sdk runs.</summary>
public static class CheckpointExporter
{
    private static readonly IModelFamily[] Families = [new WhisperFamily(), new Wav2Vec2Family(), new Wav2Vec2BertFamily(), new MimiFamily(), new KyutaiSttFamily()];

    private const string ExtractorFile = "preprocessor_config.json";

    /// <summary>The n-gram model that a CTC model is published with (Wav2Vec2ProcessorWithLM).</summary>
    private const string LanguageModelFolder = "language_model";

    private static readonly string[] SplitTokenizerFiles = ["vocab.json", "merges.txt", "added_tokens.json"];

    internal static readonly string[] CompanionFiles =
    [
        "config.json", "generation_config.json", ExtractorFile, "vocab.json", "merges.txt", "added_tokens.json",
        "special_tokens_map.json", "tokenizer_config.json", "normalizer.json", "alphabet.json",
    ];

    /// <summary>
    /// Writes graphs, weights, the checkpoint's configuration and tokenizer files and a speech.json manifest into a new folder. The
    /// same input gives the same bytes. A failed or cancelled export leaves nothing behind.
    /// </summary>
    /// <exception cref="ModelFolderException">The checkpoint is missing, incomplete or of a kind that is not supported.</exception>
    /// <exception cref="InvalidOptionException">The options do not fit, or the output folder is in use.</exception>
    public static void Export(
        string checkpointFolder, string outputFolder, ExportOptions options, IProgress<ExportProgress>? progress = null, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(checkpointFolder);
        ArgumentException.ThrowIfNullOrEmpty(outputFolder);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();

        string configPath = Path.Combine(checkpointFolder, "config.json");
        using JsonDocument config = ReadConfig(configPath);
        IModelFamily family = FamilyOf(config.RootElement, configPath);
        using Checkpoint checkpoint = family.Open(checkpointFolder, config.RootElement);
        using var output = new OutputFolder(outputFolder);
        var job = new ExportJob(checkpoint, config.RootElement, options, output.Path, progress, ct);
        IReadOnlyDictionary<string, string> graphs = family.Export(job);
        CopyCompanions(checkpointFolder, output.Path, family.Companions(config.RootElement), ct);
        WriteExtractor(checkpointFolder, output.Path);
        Manifest.Write(output.Path, family.ModelType, job, graphs, ct);
        output.Complete();
    }

    private static void CopyCompanions(string source, string target, IEnumerable<string> named, CancellationToken ct)
    {
        // tokenizer.json holds the same vocabulary and merges a second time.
        bool split = SplitTokenizerFiles.All(file => File.Exists(Path.Combine(source, file)));
        List<string> files = [.. split ? CompanionFiles : [.. CompanionFiles, "tokenizer.json"], .. named.Except(CompanionFiles)];
        string languageModel = Path.Combine(source, LanguageModelFolder);
        if (Directory.Exists(languageModel))
        {
            Directory.CreateDirectory(Path.Combine(target, LanguageModelFolder));
            files.AddRange(Directory.EnumerateFiles(languageModel).Select(file => Path.Combine(LanguageModelFolder, Path.GetFileName(file))));
        }

        foreach (string file in files.Where(file => File.Exists(Path.Combine(source, file))))
        {
            using FileStream to = new(Path.Combine(target, file), FileMode.CreateNew, FileAccess.Write);
            foreach (ReadOnlyMemory<byte> block in FileBlocks.Of(Path.Combine(source, file), ct))
                to.Write(block.Span);
        }
    }

    /// <summary>transformers 5 saves the feature extractor's configuration as a part of the processor's.</summary>
    private static void WriteExtractor(string source, string target)
    {
        string processor = Path.Combine(source, "processor_config.json");
        if (File.Exists(Path.Combine(source, ExtractorFile)) || !File.Exists(processor))
            return;
        using JsonDocument json = ReadConfig(processor);
        if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("feature_extractor", out JsonElement extractor))
            File.WriteAllText(Path.Combine(target, ExtractorFile), extractor.GetRawText());
    }

    private static JsonDocument ReadConfig(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFolderException($"{path} does not exist; give the folder that holds a checkpoint's config.json and weights.", e);
        }
        catch (JsonException e)
        {
            throw new ModelFolderException($"{path} is not JSON: {e.Message} Download it again.", e);
        }
    }

    private static IModelFamily FamilyOf(JsonElement config, string path)
    {
        string? type = config.ValueKind == JsonValueKind.Object && config.TryGetProperty("model_type", out JsonElement value) ? value.ToString() : null;
        return Families.FirstOrDefault(family => family.ModelTypes.Contains(type)) ?? throw new ModelFolderException(
            $"{path} has model_type {type ?? "(none)"}; supported: {string.Join(", ", Families.SelectMany(family => family.ModelTypes))}.");
    }
}
