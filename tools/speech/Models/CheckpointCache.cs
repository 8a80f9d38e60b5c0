using Speech.Sdk;

namespace Speech.Cli.Models;

/// <summary>Converts a checkpoint once and keeps the model folder; several processes may ask at the same time.</summary>
internal sealed class CheckpointCache(string root, ICheckpointConverter converter, Action<string> note)
{
    public async Task<string> GetAsync(string checkpoint, ModelPrecision precision, CancellationToken cancellationToken)
    {
        string models = Path.Combine(root, "models");
        string folder = Path.Combine(models, CheckpointFolder.Key(checkpoint, precision, converter.Version));
        if (Directory.Exists(folder))
            return folder;
        using FolderLock held = await LockAsync(models, folder, checkpoint, cancellationToken).ConfigureAwait(false);
        if (Directory.Exists(folder))
            return folder;
        note($"{checkpoint}: converting to {precision.Name()} graphs, once; they are kept in {folder}.");
        await BuildAsync(folder, model => converter.ConvertAsync(checkpoint, model, precision, cancellationToken)).ConfigureAwait(false);
        return folder;
    }

    private async Task<FolderLock> LockAsync(string models, string folder, string checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(models);
            return await FolderLock.AcquireAsync(
                folder + ".lock", () => note($"{checkpoint}: waiting for another process that converts it."), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{models}: converted models cannot be kept there ({exception.Message.TrimEnd('.')}); set SPEECH_CACHE to a folder that can be written.", exception);
        }
    }

    // The folder appears by a rename, so that one that is there is whole. What a killed process left goes with the next attempt.
    private static async Task BuildAsync(string folder, Func<string, Task> build)
    {
        string building = folder + ".building";
        DeleteIfThere(building);
        Directory.CreateDirectory(building);
        try
        {
            string model = Path.Combine(building, "model");
            await build(model).ConfigureAwait(false);
            Directory.Move(model, folder);
        }
        finally
        {
            DeleteIfThere(building);
        }
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
