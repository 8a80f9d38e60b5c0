using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Models;

namespace Speech.Cli.Models;

/// <summary>Loads what <c>--model</c> names: a catalogue entry, an exported folder, or a checkpoint, of a folder or of the hub, by way of the caches.</summary>
internal sealed class ModelResolver(CliEnvironment environment, Action<string> note, bool quiet)
{
    public async Task<ISpeechRecognizer> LoadAsync(string model, ModelPrecision? precision, RecognizerOptions options, CancellationToken cancellationToken)
    {
        if (options.DraftModel is { } draft)
            options = options with { DraftModel = await FindAsync(draft, precision, cancellationToken).ConfigureAwait(false) };
        return await LoadAsync(
            model, precision, name => environment.LoadModel(name, options, cancellationToken), recognizer => recognizer.Info.Precision, cancellationToken).ConfigureAwait(false);
    }

    public Task<IAudioClassifier> LoadClassifierAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice.Model, choice.Precision, name => environment.LoadClassifier(name, choice.Options, cancellationToken), classifier => classifier.Info.Precision, cancellationToken);

    public Task<ISpeakerEmbedder> LoadEmbedderAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice.Model, choice.Precision, name => environment.LoadEmbedder(name, choice.Options, cancellationToken), embedder => embedder.Info.Precision, cancellationToken);

    public Task<IForcedAligner> LoadAlignerAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice.Model, choice.Precision, name => environment.LoadAligner(name, choice.Options, cancellationToken), aligner => aligner.Info.Precision, cancellationToken);

    /// <summary>What is loaded for a model: the model itself, or the folder that it was downloaded or converted to.</summary>
    public async Task<string> FindAsync(string model, ModelPrecision? precision, CancellationToken cancellationToken) =>
        (await PullAsync(model, precision, cancellationToken).ConfigureAwait(false)).Model;

    private async Task<PulledModel> PullAsync(string model, ModelPrecision? precision, CancellationToken cancellationToken)
    {
        // A plain name is the loader's to know.
        if (!Directory.Exists(model) && !model.Contains('/', StringComparison.Ordinal))
            return new PulledModel(model, model, IsConverted: false);
        using PullDisplay display = new(environment, model, note, quiet);
        return await ModelHub.PullAsync(model, display.Options(precision), cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> LoadAsync<T>(
        string model, ModelPrecision? precision, Func<string, Task<T>> load, Func<T, string> precisionOf, CancellationToken cancellationToken)
        where T : IDisposable
    {
        PulledModel pulled = await PullAsync(model, precision, cancellationToken).ConfigureAwait(false);
        T loaded = await load(pulled.Model).ConfigureAwait(false);
        string actual = precisionOf(loaded);
        if (precision is null || pulled.IsConverted || actual == precision.Value.Name())
            return loaded;
        loaded.Dispose();
        string held = Enum.GetValues<ModelPrecision>().Any(known => known.Name() == actual) ? actual : "another exporter's";
        throw new ModelFolderException(
            $"{model} holds {held} graphs and --precision {precision.Value.Name()} was given; "
            + "leave --precision out, or give the checkpoint folder to convert.");
    }
}
