using Speech.Sdk;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Cli.Models;

/// <summary>Loads what <c>--model</c> names: a catalogue entry, an exported folder, or a checkpoint by way of the cache.</summary>
internal sealed class ModelResolver(CliEnvironment environment, Action<string> note)
{
    public async Task<ISpeechRecognizer> LoadAsync(
        string model, ModelPrecision? precision, RecognizerOptions options, CancellationToken cancellationToken)
    {
        if (ModelCatalogue.Find(model) is null && Directory.Exists(model) && CheckpointFolder.Is(model))
        {
            CheckpointCache cache = new(CacheFolder.Find(environment.Variable), environment.Converter, note);
            string folder = await cache.GetAsync(model, precision ?? ModelPrecision.Fp32, cancellationToken).ConfigureAwait(false);
            return await environment.LoadModel(folder, options, cancellationToken).ConfigureAwait(false);
        }

        ISpeechRecognizer recognizer = await environment.LoadModel(model, options, cancellationToken).ConfigureAwait(false);
        if (precision is null || recognizer.Info.Precision == precision.Value.Name())
            return recognizer;
        string actual = recognizer.Info.Precision;
        recognizer.Dispose();
        throw new ModelFolderException(
            $"{model} holds {actual} graphs and --precision {precision.Value.Name()} was given; "
            + "leave --precision out, or give the checkpoint folder to convert.");
    }
}
