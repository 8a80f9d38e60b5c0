using Speech.Sdk;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Cli.Models;

/// <summary>Loads what <c>--model</c> names: a catalogue entry, an exported folder, or a checkpoint by way of the cache.</summary>
internal sealed class ModelResolver(CliEnvironment environment, Action<string> note)
{
    public Task<ISpeechRecognizer> LoadAsync(
        string model, ModelPrecision? precision, RecognizerOptions options, CancellationToken cancellationToken) =>
        LoadAsync(model, precision, name => environment.LoadModel(name, options, cancellationToken), recognizer => recognizer.Info.Precision, cancellationToken);

    public Task<IAudioClassifier> LoadClassifierAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice.Model, choice.Precision, name => environment.LoadClassifier(name, choice.Options, cancellationToken), classifier => classifier.Info.Precision, cancellationToken);

    public Task<ISpeakerEmbedder> LoadEmbedderAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice.Model, choice.Precision, name => environment.LoadEmbedder(name, choice.Options, cancellationToken), embedder => embedder.Info.Precision, cancellationToken);

    public Task<IForcedAligner> LoadAlignerAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice.Model, choice.Precision, name => environment.LoadAligner(name, choice.Options, cancellationToken), aligner => aligner.Info.Precision, cancellationToken);

    /// <summary>What is loaded for a model: the model itself, or the folder that a checkpoint was converted to.</summary>
    public async Task<string> FindAsync(string model, ModelPrecision? precision, CancellationToken cancellationToken)
    {
        if (!IsCheckpoint(model))
            return model;
        CheckpointCache cache = new(CacheFolder.Find(environment.Variable), environment.Converter, note);
        return await cache.GetAsync(model, precision ?? ModelPrecision.Fp32, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> LoadAsync<T>(
        string model, ModelPrecision? precision, Func<string, Task<T>> load, Func<T, string> precisionOf, CancellationToken cancellationToken)
        where T : IDisposable
    {
        T loaded = await load(await FindAsync(model, precision, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        string actual = precisionOf(loaded);
        if (precision is null || IsCheckpoint(model) || actual == precision.Value.Name())
            return loaded;
        loaded.Dispose();
        string held = Enum.GetValues<ModelPrecision>().Any(known => known.Name() == actual) ? actual : "another exporter's";
        throw new ModelFolderException(
            $"{model} holds {held} graphs and --precision {precision.Value.Name()} was given; "
            + "leave --precision out, or give the checkpoint folder to convert.");
    }

    private static bool IsCheckpoint(string model) => ModelCatalogue.Find(model) is null && Directory.Exists(model) && CheckpointFolder.Is(model);
}
