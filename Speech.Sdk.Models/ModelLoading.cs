using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models;

/// <summary>The way from a model's name to a loaded model, the same for whatever the model does.</summary>
internal static class ModelLoading
{
    public static Task<T> LoadAsync<T>(string model, RecognizerOptions? options, Func<ModelFolder, RecognizerOptions, T> load, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        options ??= new RecognizerOptions();
        options.Validate();
        return Task.Run(
            async () =>
            {
                PulledModel pulled = await ModelHub.PullAsync(model, options.Hub, cancellationToken).ConfigureAwait(false);
                if (options.DraftModel is { } draft)
                    options = options with { DraftModel = (await ModelHub.PullAsync(draft, options.Hub is { } hub ? hub with { Revision = null, Languages = [] } : null, cancellationToken).ConfigureAwait(false)).Model };
                return load(SpeechRecognizer.Locate(pulled.Model) with { Name = pulled.Name }, options);
            },
            cancellationToken);
    }
}
