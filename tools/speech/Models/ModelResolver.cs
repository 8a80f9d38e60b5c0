using Speech.Cli.Output;
using Speech.Sdk;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Cli.Models;

/// <summary>Loads what <c>--model</c> names: a catalogue entry, an exported folder, or a checkpoint by way of the cache.</summary>
internal sealed class ModelResolver(CliEnvironment environment, Action<string> note)
{
    public Task<ISpeechRecognizer> LoadAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice, name => environment.LoadModel(name, choice.Options, cancellationToken), recognizer => (recognizer.Info.Precision, recognizer.Info.ProviderReport), cancellationToken);

    public Task<IAudioClassifier> LoadClassifierAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice, name => environment.LoadClassifier(name, choice.Options, cancellationToken), classifier => (classifier.Info.Precision, classifier.Info.ProviderReport), cancellationToken);

    public Task<ISpeakerEmbedder> LoadEmbedderAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice, name => environment.LoadEmbedder(name, choice.Options, cancellationToken), embedder => (embedder.Info.Precision, embedder.Info.ProviderReport), cancellationToken);

    public Task<IForcedAligner> LoadAlignerAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice, name => environment.LoadAligner(name, choice.Options, cancellationToken), aligner => (aligner.Info.Precision, aligner.Info.ProviderReport), cancellationToken);

    /// <summary>What is loaded for a model: the model itself, or the folder that a checkpoint was converted to.</summary>
    public async Task<string> FindAsync(string model, ModelPrecision? precision, CancellationToken cancellationToken)
    {
        if (!IsCheckpoint(model))
            return model;
        CheckpointCache cache = new(CacheFolder.Find(environment.Variable), environment.Converter, note);
        return await cache.GetAsync(model, precision ?? ModelPrecision.Fp32, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> LoadAsync<T>(
        ModelChoice choice, Func<string, Task<T>> load, Func<T, (string Precision, ProviderReport? Provider)> describe, CancellationToken cancellationToken)
        where T : IDisposable
    {
        (string model, ModelPrecision? precision) = (choice.Model, choice.Precision);
        T loaded = await load(await FindAsync(model, precision, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        (string actual, ProviderReport? report) = describe(loaded);
        if (precision is null || IsCheckpoint(model) || actual == precision.Value.Name())
        {
            foreach (string line in DeviceNotes.Of(report, choice.Verbose))
                note($"{model}: {line}");
            return loaded;
        }

        loaded.Dispose();
        string held = Enum.GetValues<ModelPrecision>().Any(known => known.Name() == actual) ? actual : "another exporter's";
        throw new ModelFolderException(
            $"{model} holds {held} graphs and --precision {precision.Value.Name()} was given; "
            + "leave --precision out, or give the checkpoint folder to convert.");
    }

    private static bool IsCheckpoint(string model) => ModelCatalogue.Find(model) is null && Directory.Exists(model) && CheckpointFolder.Is(model);
}
