namespace Speech.Sdk.Models.Conversion;

/// <summary>Tells a full disk from other failures to write.</summary>
internal static class DiskFull
{
    /// <summary>Whether there is no room: ENOSPC and EDQUOT on Linux and macOS, ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException && (exception.HResult & 0xFFFF) is var code && (OperatingSystem.IsWindows() ? code is 39 or 112 : code is 28 or 69 or 122);
}
