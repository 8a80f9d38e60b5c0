using System.Text;
using System.Text.RegularExpressions;

namespace Speech.Sdk.Models.Hub;

/// <summary>The hub, the token and the cache: what is given, else what huggingface_hub's environment variables say (its constants.py).</summary>
internal sealed partial record HubSettings
{
    private static readonly string[] TrueValues = ["1", "ON", "YES", "TRUE"];
    private readonly Lazy<string?> _token;

    private HubSettings(Func<string?> token) => _token = new Lazy<string?>(token);

    public required Uri Endpoint { get; init; }

    /// <summary>The token. Its file is read when the first request needs it.</summary>
    /// <exception cref="HubException">The file cannot be read.</exception>
    public string? Token => _token.Value;

    /// <summary>The folder that holds <c>models--org--name</c>.</summary>
    public required string CacheFolder { get; init; }

    public required bool Offline { get; init; }

    public HubLimits Limits { get; init; } = new();

    /// <exception cref="InvalidOptionException">HF_ENDPOINT is no address.</exception>
    public static HubSettings Of(HubOptions options)
    {
        string? Variable(string name) => options.Variable(name) is { Length: > 0 } value ? value : null;
        string? Folder(string name) => Variable(name) is { } path ? Expand(path, Variable) : null;
        string home = Folder("HF_HOME") ?? Path.Combine(Folder("XDG_CACHE_HOME") ?? Path.Combine(UserFolder(), ".cache"), "huggingface");
        return new HubSettings(() => Clean(options.Token) ?? (IsTrue(Variable("HF_HUB_DISABLE_IMPLICIT_TOKEN")) ? null
            : Clean(Variable("HF_TOKEN")) ?? Clean(Variable("HUGGING_FACE_HUB_TOKEN")) ?? Stored(Folder("HF_TOKEN_PATH") ?? Path.Combine(home, "token"))))
        {
            Endpoint = options.Endpoint ?? EndpointOf(Variable("HF_ENDPOINT") ?? "https://huggingface.co"),
            CacheFolder = Path.GetFullPath((options.CacheFolder is { } given ? OfUser(given) : null) ?? Folder("HF_HUB_CACHE") ?? Folder("HUGGINGFACE_HUB_CACHE") ?? Path.Combine(home, "hub")),
            Offline = options.Offline ?? IsTrue(Variable("HF_HUB_OFFLINE") ?? Variable("TRANSFORMERS_OFFLINE")),
        };
    }

    /// <summary>Whether an address is the hub's own, to which the token is sent and whose refusals are known.</summary>
    public bool IsHub(Uri address) =>
        Uri.Compare(address, Endpoint, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsTrue(string? value) => value is not null && TrueValues.Contains(value.ToUpperInvariant());

    private static Uri EndpointOf(string text) => Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
        ? address!
        : throw new InvalidOptionException($"HF_ENDPOINT is '{text}'; expected an address such as https://huggingface.co.");

    // As huggingface_hub does: what is pasted from a terminal may hold line breaks.
    private static string? Clean(string? token) =>
        token?.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim() is { Length: > 0 } clean ? clean : null;

    private static string? Stored(string file)
    {
        try
        {
            return File.Exists(file) ? Clean(File.ReadAllText(file)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{file}: the token cannot be read ({e.Message.TrimEnd('.')}). Make the file readable, or set HF_TOKEN, or HF_HUB_DISABLE_IMPLICIT_TOKEN=1 to send none.", e);
        }
    }

    /// <summary>A folder as a variable names it, which may be by ~ and other variables.</summary>
    private static string Expand(string path, Func<string, string?> variable) =>
        OfUser(References().Replace(path, reference => variable(reference.Groups["name"].Value) ?? reference.Value));

    private static string OfUser(string path) => path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? UserFolder() + path[1..] : path;

    private static string UserFolder() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    // The token is left out.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Endpoint = {Endpoint}, CacheFolder = {CacheFolder}, Offline = {Offline}, Limits = {Limits}");
        return true;
    }

    [GeneratedRegex(@"\$(?<name>\w+)|\$\{(?<name>[^}]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex References();
}
