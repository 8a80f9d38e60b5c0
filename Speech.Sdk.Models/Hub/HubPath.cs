namespace Speech.Sdk.Models.Hub;

/// <summary>Which paths of a repository may become files of this machine.</summary>
internal static class HubPath
{
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase) { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$" };

    /// <summary>Whether a path stays in its folder and means a file on every system, also on Windows, which has its own idea of some names.</summary>
    public static bool IsPlain(string path) => path.Split('/').All(IsPlainPart);

    private static bool IsPlainPart(string part) =>
        part.Length > 0 && part[^1] is not ('.' or ' ') && part.IndexOfAny(['\\', ':']) < 0 && !part.Any(char.IsControl) && !IsDevice(part.Split('.')[0].TrimEnd(' '));

    private static bool IsDevice(string name) => Devices.Contains(name)
        || (name.Length == 4 && (name.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || name.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)) && (char.IsAsciiDigit(name[3]) || name[3] is '¹' or '²' or '³'));
}
