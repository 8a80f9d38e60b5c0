using System.Text;

namespace Speech.Sdk;

/// <summary>
/// How models that are named by a repository of the Hugging Face hub (<c>openai/whisper-small</c>) get onto this machine. What is not given is taken from
/// the environment variables that huggingface_hub reads.
/// </summary>
public sealed record HubOptions
{
    /// <summary>Turns checkpoints into graphs. <value>null: none; checkpoints cannot be loaded, repositories that hold graphs can.</value></summary>
    public ICheckpointConverter? Converter { get; init; }

    /// <summary>What checkpoints are converted to. <value>null: fp32; without a converter, whatever was converted last.</value></summary>
    public ModelPrecision? Precision { get; init; }

    /// <summary>A branch, tag or commit, for models that are named without one (<c>openai/whisper-small@main</c>). <value>null: main.</value></summary>
    public string? Revision { get; init; }

    /// <summary>Languages of a model that has a file for each (MMS: <c>deu</c>), to be downloaded beside the one in its own weights. <value>None.</value></summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The access token. <value>null: that of HF_TOKEN, else of the file HF_TOKEN_PATH, else of <c>token</c> in HF_HOME.</value></summary>
    public string? Token { get; init; }

    /// <summary>The hub. <value>null: HF_ENDPOINT, else https://huggingface.co.</value></summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The Hugging Face cache. <value>null: HF_HUB_CACHE, else <c>hub</c> in HF_HOME, which is ~/.cache/huggingface.</value></summary>
    public string? CacheFolder { get; init; }

    /// <summary>Where converted checkpoints are kept. <value>null: SPEECH_CACHE, else <c>speech-sdk</c> in the user's cache.</value></summary>
    public string? ConvertedFolder { get; init; }

    /// <summary>Whether only what is here already may be used. <value>null: as HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE says.</value></summary>
    public bool? Offline { get; init; }

    /// <summary>
    /// Sends the requests, one object for all of them; it must not follow redirects, or tokens and hashes get lost on the way. It is not
    /// disposed. <value>null: the system's, with its proxy.</value>
    /// </summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Is told how far a download is, never twice at once.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Is told how far a conversion is, 0 to 1.</summary>
    public IProgress<double>? ConversionProgress { get; init; }

    /// <summary>Is told what takes long, a sentence each: a conversion, another process that is waited for, a hub that cannot be reached.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Reads an environment variable. <value>That of the process.</value></summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    // All that says where models come from and go to; the token is left out, since options end up in logs.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Converter = {Converter}, Precision = {Precision}, Revision = {Revision}, Languages = {string.Join(' ', Languages)}, Endpoint = {Endpoint}, ");
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"CacheFolder = {CacheFolder}, ConvertedFolder = {ConvertedFolder}, Offline = {Offline}");
        return true;
    }
}
