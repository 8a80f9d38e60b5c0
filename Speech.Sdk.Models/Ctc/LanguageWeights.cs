using Microsoft.ML.OnnxRuntime;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Ctc;

/// <summary>The weights of a graph's inputs that make it write one language: adapters and head, in a file that is read when first used.</summary>
/// <param name="path">A safetensors file whose tensors have the inputs' names.</param>
internal sealed class LanguageWeights(string path) : IDisposable
{
    private readonly Lazy<Dictionary<string, (TensorBuffer Data, long[] Shape)>> _tensors = new(() => SafetensorsReader.Read(path));

    /// <summary>A view of the tensor with an input's name; the caller disposes it.</summary>
    /// <exception cref="ModelFolderException">The file is broken or lacks it.</exception>
    public OrtValue View(string input) => _tensors.Value.TryGetValue(input, out (TensorBuffer Data, long[] Shape) tensor)
        ? tensor.Data.View(tensor.Shape)
        : throw new ModelFolderException($"{path} lacks {input}, which the graph needs; export the checkpoint again.");

    public void Dispose()
    {
        if (!_tensors.IsValueCreated)
            return;
        foreach ((TensorBuffer data, _) in _tensors.Value.Values)
            data.Dispose();
    }
}
