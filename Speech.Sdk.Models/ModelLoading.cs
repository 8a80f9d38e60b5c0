using System.Runtime.ExceptionServices;
using Speech.Sdk.Inference;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models;

/// <summary>The way from a model's name to a loaded model, the same for whatever the model does.</summary>
internal static class ModelLoading
{
    /// <param name="model">The model's name or folder.</param>
    /// <param name="options">How it is loaded.</param>
    /// <param name="load">Loads it from its folder.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <param name="measure">Runs the loading, and is told as well of a model that could not be had; null: nobody measures it.</param>
    public static Task<T> LoadAsync<T>(
        string model, RecognizerOptions? options, Func<ModelFolder, RecognizerOptions, T> load, CancellationToken cancellationToken, Func<Func<T>, T>? measure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        options ??= new RecognizerOptions();
        options.Validate();
        return Task.Run(
            async () =>
            {
                Func<T> loading;
                try
                {
                    PulledModel pulled = await ModelHub.PullAsync(model, options.Hub, cancellationToken).ConfigureAwait(false);
                    if (options.DraftModel is { } draft)
                        options = options with { DraftModel = (await ModelHub.PullAsync(draft, options.Hub is { } hub ? hub with { Revision = null, Languages = [] } : null, cancellationToken).ConfigureAwait(false)).Model };
                    loading = () => load(SpeechRecognizer.Locate(pulled.Model) with { Name = pulled.Name }, options);
                }
                catch (Exception error) when (measure is not null)
                {
                    ExceptionDispatchInfo absent = ExceptionDispatchInfo.Capture(error);
                    loading = () =>
                    {
                        absent.Throw();
                        return default!;
                    };
                }

                return await OwnThread.Run(() => measure is null ? loading() : measure(loading), CancellationToken.None).ConfigureAwait(false);
            },
            cancellationToken);
    }
}
