namespace Speech.Sdk.Capture;

/// <summary>Which microphone is heard, and how.</summary>
public sealed record CaptureOptions
{
    /// <summary>The microphone: a <see cref="Audio.CaptureDevice.Id"/>. <value>null: the default one.</value></summary>
    public string? Device { get; init; }

    /// <summary>Samples a second. <value>16000.</value> What a model hears (<see cref="RecognizerInfo.SampleRate"/>) spares a conversion.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>
    /// What captures: <c>wasapi</c>, <c>arecord</c>, <c>parec</c>, <c>pw-record</c>, <c>ffmpeg</c> or <c>sox</c>.
    /// <value>null: WASAPI on Windows, elsewhere the first program that is installed.</value>
    /// </summary>
    public string? Program { get; init; }

    /// <summary>The folders that programs are looked for in, as in the environment variable PATH. <value>null: PATH.</value></summary>
    public string? SearchPath { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="InvalidOptionException">Lists every option that is out of range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (SampleRate is < 4_000 or > 192_000)
            problems.Add($"SampleRate is {SampleRate}; expected 4000 to 192000.");
        if (Device is not null && string.IsNullOrWhiteSpace(Device))
            problems.Add("Device is blank; expected a device's id, or null for the default one.");
        if (Program is not null && !AudioCapture.Names.Contains(Program))
            problems.Add($"Program is '{Program}'; expected one of {string.Join(", ", AudioCapture.Names)}, or null for what is there.");
        if (problems.Count > 0)
            throw new InvalidOptionException(string.Join(" ", problems));
    }
}
