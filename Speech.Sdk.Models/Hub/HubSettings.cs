namespace Speech.Sdk.Models.Hub;

/// <summary>The hub, the token and the cache: what is given, else what huggingface_hub's environment variables say (its constants.py).</summary>
internal sealed record HubSettings
{
    private static readonly string[] TrueValues = ["1", "ON", "YES", "TRUE"];

    public required Uri Endpoint { get; init; }

    public required string? Token { get; init; }

    /// <summary>The folder that holds <c>models--org--name</c>.</summary>
    public required string CacheFolder { get; init; }

    public required bool Offline { get; init; }

    public HubLimits Limits { get; init; } = new();

    /// <exception cref="InvalidOptionException">HF_ENDPOINT is no address.</exception>
    public static HubSettings Of(HubOptions options)
    {
        string? Variable(string name) => options.Variable(name) is { Length: > 0 } value ? value : null;
        string home = Expand(Variable("HF_HOME") ?? Path.Combine(Variable("XDG_CACHE_HOME") ?? Path.Combine(UserFolder(), ".cache"), "huggingface"));
        return new HubSettings
        {
            Endpoint = options.Endpoint ?? EndpointOf(Variable("HF_ENDPOINT") ?? "https://huggingface.co"),
            Token = options.Token ?? (IsTrue(Variable("HF_HUB_DISABLE_IMPLICIT_TOKEN")) ? null : TokenOf(Variable, home)),
            CacheFolder = Path.GetFullPath(Expand(options.CacheFolder ?? Variable("HF_HUB_CACHE") ?? Variable("HUGGINGFACE_HUB_CACHE") ?? Path.Combine(home, "hub"))),
            Offline = options.Offline ?? IsTrue(Variable("HF_HUB_OFFLINE") ?? Variable("TRANSFORMERS_OFFLINE")),
        };
    }

    private static bool IsTrue(string? value) => value is not null && TrueValues.Contains(value.ToUpperInvariant());

    private static Uri EndpointOf(string text) => Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
        ? address!
        : throw new InvalidOptionException($"HF_ENDPOINT is '{text}'; expected an address such as https://huggingface.co.");

    private static string? TokenOf(Func<string, string?> variable, string home)
    {
        if ((variable("HF_TOKEN") ?? variable("HUGGING_FACE_HUB_TOKEN")) is { } token)
            return token.Trim();
        string file = Expand(variable("HF_TOKEN_PATH") ?? Path.Combine(home, "token"));
        return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } stored ? stored : null;
    }

    private static string Expand(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? UserFolder() + path[1..] : path;

    private static string UserFolder() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
}
