using Speech.Cli.Output;
using Speech.Cli.Terminal;
using Speech.Sdk;
using Speech.Sdk.Inference;
using Speech.Sdk.Models;

namespace Speech.Cli.Models;

/// <summary>Loads what <c>--model</c> names: a catalogue entry, an exported folder, or a checkpoint, of a folder or of the hub, by way of the caches.</summary>
internal sealed class ModelResolver(CliEnvironment environment, Action<string> note, bool quiet)
{
    public async Task<ISpeechRecognizer> LoadAsync(ModelChoice choice, CancellationToken cancellationToken)
    {
        RecognizerOptions options = await WithDraftAsync(choice.Options, choice.Precision, cancellationToken).ConfigureAwait(false);
        return await LoadAsync(
            choice, name => environment.LoadModel(name, options, cancellationToken), recognizer => (recognizer.Info.Precision, recognizer.Info.ProviderReport), cancellationToken).ConfigureAwait(false);
    }

    public Task<IAudioClassifier> LoadClassifierAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice, name => environment.LoadClassifier(name, choice.Options, cancellationToken), classifier => (classifier.Info.Precision, classifier.Info.ProviderReport), cancellationToken);

    public Task<ISpeakerEmbedder> LoadEmbedderAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice, name => environment.LoadEmbedder(name, choice.Options, cancellationToken), embedder => (embedder.Info.Precision, embedder.Info.ProviderReport), cancellationToken);

    public Task<IForcedAligner> LoadAlignerAsync(ModelChoice choice, CancellationToken cancellationToken) => LoadAsync(
        choice, name => environment.LoadAligner(name, choice.Options, cancellationToken), aligner => (aligner.Info.Precision, aligner.Info.ProviderReport), cancellationToken);

    /// <summary>The options with what is loaded for the draft that they name.</summary>
    public async Task<RecognizerOptions> WithDraftAsync(RecognizerOptions options, ModelPrecision? precision, CancellationToken cancellationToken) => options.DraftModel is { } draft
        ? options with { DraftModel = (await PullAsync(draft, precision, cancellationToken).ConfigureAwait(false)).Model }
        : options;

    /// <summary>What is loaded for a model: the model itself, or the folder that it was downloaded or converted to.</summary>
    public async Task<PulledModel> PullAsync(string model, ModelPrecision? precision, CancellationToken cancellationToken)
    {
        // A plain name is the loader's to know.
        if (!Directory.Exists(model) && !model.Contains('/', StringComparison.Ordinal))
            return new PulledModel(model, model, IsConverted: false);
        using PullDisplay display = new(environment, model, note, quiet);
        return await ModelHub.PullAsync(model, display.Options(precision), cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> LoadAsync<T>(
        ModelChoice choice, Func<string, Task<T>> load, Func<T, (string Precision, ProviderReport? Provider)> describe, CancellationToken cancellationToken)
        where T : IDisposable
    {
        (string model, ModelPrecision? precision) = (choice.Model, choice.Precision);
        PulledModel pulled = choice.Pulled ?? await PullAsync(model, precision, cancellationToken).ConfigureAwait(false);
        T loaded = await load(pulled.Model).ConfigureAwait(false);
        (string actual, ProviderReport? report) = describe(loaded);
        if (precision is null || pulled.IsConverted || actual == precision.Value.Name())
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
}
