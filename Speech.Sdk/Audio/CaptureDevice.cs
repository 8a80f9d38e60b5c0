namespace Speech.Sdk.Audio;

/// <summary>A microphone that can be heard.</summary>
/// <param name="Id">What it is chosen by.</param>
/// <param name="Description">What people call it.</param>
/// <param name="IsDefault">Whether it is heard when none is chosen.</param>
public sealed record CaptureDevice(string Id, string Description, bool IsDefault = false);
