using System.Text.Json;
using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Whisper.Features;

/// <summary>What a checkpoint's preprocessor_config.json says of its log-mel spectrograms.</summary>
internal sealed record WhisperFeatureOptions
{
    public const string FileName = "preprocessor_config.json";

    /// <summary>Mel bins (feature_size). <value>80; large-v3 and its kin have 128.</value></summary>
    public int Mels { get; init; } = 80;

    /// <summary>Samples of a frame and of its Fourier transform (n_fft). <value>400: 25 ms.</value></summary>
    public int FrameSize { get; init; } = 400;

    /// <summary>Samples from one frame to the next (hop_length). <value>160: 10 ms.</value></summary>
    public int Hop { get; init; } = 160;

    /// <summary>Seconds of the encoder's window (chunk_length). <value>30</value></summary>
    public int WindowSeconds { get; init; } = 30;

    /// <summary>Samples a second (sampling_rate). <value>16000</value></summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>Whether the waveform is brought to zero mean and unit variance first (do_normalize). <value>false</value></summary>
    public bool NormalizeWaveform { get; init; }

    /// <summary>The folder's own file, or the standard values where it has none; checked against what the encoder takes.</summary>
    /// <exception cref="ModelFolderException">The file is broken or does not fit config.json.</exception>
    public static WhisperFeatureOptions For(ModelFolder folder, WhisperConfig config)
    {
        WhisperFeatureOptions options = folder.Has(FileName) ? Load(folder.PathOf(FileName)) : new WhisperFeatureOptions { Mels = config.MelBins };
        int frames = (int)((long)options.WindowSeconds * options.SampleRate / options.Hop);
        return options.Mels == config.MelBins && frames == config.WindowFrames
            ? options
            : throw new ModelFolderException(
                $"{folder.Path}: {FileName} says {options.Mels} mel bins and {frames} frames a window, config.json {config.MelBins} and {config.WindowFrames}; both must come from one checkpoint; export it again.");
    }

    /// <summary>Reads the file; values that it lacks keep their defaults.</summary>
    /// <exception cref="ModelFolderException">The file is missing, is no JSON or holds impossible values; lists all of them.</exception>
    public static WhisperFeatureOptions Load(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object)
                throw new ModelFolderException($"{path} is a JSON {json.ValueKind}; expected the object of a Whisper feature extractor.");
            WhisperFeatureOptions standard = new();
            WhisperFeatureOptions options = new()
            {
                Mels = Int(json, "feature_size", standard.Mels),
                FrameSize = Int(json, "n_fft", standard.FrameSize),
                Hop = Int(json, "hop_length", standard.Hop),
                WindowSeconds = Int(json, "chunk_length", standard.WindowSeconds),
                SampleRate = Int(json, "sampling_rate", standard.SampleRate),
                NormalizeWaveform = json.TryGetProperty("do_normalize", out JsonElement normalize) && normalize.ValueKind == JsonValueKind.True,
            };
            string[] problems = [.. options.Problems()];
            return problems.Length == 0 ? options : throw new ModelFolderException($"{path}: {string.Join("; ", problems)}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ModelFolderException($"{path} cannot be read as a Whisper {FileName}: {error.Message}", error);
        }
    }

    // A number of another kind becomes 0, which Problems() then reports by name.
    private static int Int(JsonElement json, string name, int standard) =>
        !json.TryGetProperty(name, out JsonElement value) ? standard
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : 0;

    private IEnumerable<string> Problems()
    {
        if (Mels is < 1 or > 1024)
            yield return $"feature_size is {Mels}, expected 1 to 1024 mel bins";
        if (FrameSize is < 2 or > 65536 || FrameSize % 2 != 0)
            yield return $"n_fft is {FrameSize}, expected an even number from 2 to 65536";
        if (Hop < 1 || Hop > FrameSize)
            yield return $"hop_length is {Hop}, expected 1 to n_fft ({FrameSize})";
        if (WindowSeconds is < 1 or > 3600)
            yield return $"chunk_length is {WindowSeconds}, expected 1 to 3600 seconds";
        if (SampleRate is < 1000 or > 192_000)
            yield return $"sampling_rate is {SampleRate}, expected 1000 to 192000 Hz";
    }
}
