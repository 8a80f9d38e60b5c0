using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.KyutaiStt;
using Speech.Sdk.Models.Wav2Vec2;
using Speech.Sdk.Models.Wav2Vec2Bert;
using Speech.Sdk.Models.Whisper;

namespace Speech.Sdk.Models.Families;

/// <summary>The families there are; a new one adds its line here.</summary>
internal static class ModelFamilies
{
    private static readonly IModelFamily[] All = [new WhisperFamily(), new Wav2Vec2Family(), new Wav2Vec2BertFamily(), new KyutaiSttFamily()];

    /// <summary>Whether a folder holds graphs that one of them runs.</summary>
    public static bool Knows(string folder)
    {
        try
        {
            _ = Of(ModelFolder.Open(folder, folder));
            return true;
        }
        catch (ModelFolderException)
        {
            return false;
        }
    }

    /// <exception cref="ModelFolderException">No family knows the folder.</exception>
    public static IModelFamily Of(ModelFolder folder)
    {
        string known = string.Join(", ", All.Select(family => family.Name));
        if (folder.Manifest is { } manifest)
        {
            return All.FirstOrDefault(family => family.Name == manifest.Family)
                ?? throw new ModelFolderException($"{folder.Path} is of the family '{manifest.Family}'; this version knows {known}.");
        }

        return All.FirstOrDefault(family => family.CanLoadForeign(folder)) ?? throw new ModelFolderException(
            $"{folder.Path} holds neither {ModelManifest.FileName} nor a known layout of graphs (optimum's encoder_model.onnx and decoder_model*.onnx, or model.onnx and config.json of a CTC model). " +
            $"Convert a checkpoint, config.json with model.safetensors or pytorch_model.bin or an index of their shards, first: speech convert CHECKPOINT FOLDER. Families: {known}.");
    }
}
