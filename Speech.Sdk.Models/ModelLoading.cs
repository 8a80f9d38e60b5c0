using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;
using Speech.Sdk.Telemetry;

namespace Speech.Sdk.Models;

/// <summary>The way from a model's name to a loaded model, the same for whatever the model does.</summary>
internal static class ModelLoading
{
    /// <param name="model">The model's name or folder.</param>
    /// <param name="options">How it is loaded.</param>
    /// <param name="load">Loads it from its folder.</param>
    /// <param name="what">Which model telemetry says that it is.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    public static Task<T> LoadAsync<T>(
        string model, RecognizerOptions? options, Func<ModelFolder, RecognizerOptions, T> load, Func<T, MeasuredModel> what, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        options ??= new RecognizerOptions();
        options.Validate();
        return Task.Run(
            async () =>
            {
                PulledModel pulled;
                try
                {
                    pulled = await ModelHub.PullAsync(model, options.Hub, cancellationToken).ConfigureAwait(false);
                    if (options.DraftModel is { } draft)
                        options = options with { DraftModel = (await ModelHub.PullAsync(draft, options.Hub is { } hub ? hub with { Revision = null, Languages = [] } : null, cancellationToken).ConfigureAwait(false)).Model };
                }
                catch (Exception error)
                {
                    ModelLoad.Fail(model, error);
                    throw;
                }

                // Downloads and conversions are no part of what is measured as loading.
                return await OwnThread.Run(
                    () => ModelLoad.Measure(model, () => load(SpeechRecognizer.Locate(pulled.Model) with { Name = pulled.Name }, options), what), CancellationToken.None).ConfigureAwait(false);
            },
            cancellationToken);
    }
}
