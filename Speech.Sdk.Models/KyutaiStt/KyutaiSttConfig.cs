using Speech.Sdk.Models.Folders;
using Speech.Sdk.Models.KyutaiStt.Words;

namespace Speech.Sdk.Models.KyutaiStt;

/// <summary>What a checkpoint's configuration files say of the way that the model is run, in either layout.</summary>
internal sealed record KyutaiSttConfig
{
    private const string Transformers = "kyutai_speech_to_text";
    private const string Original = "stt";
    private const int Padding = 3;
    private const double StandardBase = 100_000;

    public const int SampleRate = 24_000;

    /// <summary>The text id of a stream's first step: a row of the shared table in transformers' layout, which need not be a text's.</summary>
    public required int InitialToken { get; init; }

    /// <summary>The code in every codebook of a stream's first step.</summary>
    public required int InitialCode { get; init; }

    /// <summary>Codebooks that the language model reads.</summary>
    public required int Codebooks { get; init; }

    /// <summary>The tokenizer's file, where the configuration names it.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>The ids that are no text.</summary>
    public required TextIds TextIds { get; init; }

    /// <summary>The base of the language model's rotary positions.</summary>
    public required double RotaryBase { get; init; }

    /// <summary>How much later than its sound text comes, in seconds.</summary>
    public required double Delay { get; init; }

    /// <summary>Silence before the sound, in seconds.</summary>
    public required double Prefix { get; init; }

    /// <exception cref="ModelFolderException">A file is missing, of another model, or lacks something.</exception>
    public static KyutaiSttConfig Read(ModelFolder folder)
    {
        using ConfigFile config = ConfigFile.Read(folder, "config.json");
        return config.Text("model_type") switch
        {
            Transformers => ReadTransformers(folder, config),
            Original => ReadOriginal(folder, config),
            var other => throw new ModelFolderException(
                $"{folder.PathOf("config.json")}: model_type is {other ?? "not given"}; expected {Transformers} or {Original}. Export the checkpoint again."),
        };
    }

    public KyutaiSttTiming Timing(int frame) => new(SampleRate, frame, (int)(Prefix * SampleRate), Delay);

    private static KyutaiSttConfig ReadTransformers(ModelFolder folder, ConfigFile config)
    {
        using ConfigFile generation = ConfigFile.ReadOptional(folder, "generation_config.json");
        using ConfigFile audio = ConfigFile.Read(folder, "preprocessor_config.json");
        if (audio.Number("sampling_rate", SampleRate) is var rate && rate != SampleRate)
            throw new ModelFolderException($"{folder.PathOf("preprocessor_config.json")}: sampling_rate is {rate}; Mimi hears {SampleRate} Hz. Copy it from the checkpoint again.");
        return new KyutaiSttConfig
        {
            InitialToken = generation.Number("bos_token_id") ?? config.Size("bos_token_id"),
            InitialCode = config.Size("audio_bos_token_id"),
            TextIds = new TextIds(Padding: config.Number("pad_token_id", Padding)!.Value),
            Codebooks = config.Size("num_codebooks"),
            RotaryBase = config.Real("rope_theta") ?? config.Real("rope_parameters", "rope_theta") ?? StandardBase,
            Delay = Seconds(folder, "preprocessor_config.json", audio.Real("audio_delay_seconds"), "audio_delay_seconds"),
            Prefix = Seconds(folder, "preprocessor_config.json", audio.Real("audio_silence_prefix_seconds"), "audio_silence_prefix_seconds"),
        };
    }

    private static KyutaiSttConfig ReadOriginal(ModelFolder folder, ConfigFile config)
    {
        int texts = config.Size("text_card");
        (double? delay, double? prefix) = Published(texts);
        return new KyutaiSttConfig
        {
            InitialToken = texts,
            Tokenizer = config.Text("tokenizer_name"),
            TextIds = new TextIds(config.Number("existing_text_end_padding_id", otherwise: 0)!.Value, Padding: config.Number("existing_text_padding_id", Padding)!.Value),
            InitialCode = config.Size("card"),
            Codebooks = config.Size("n_q"),
            RotaryBase = config.Real("max_period") ?? StandardBase,
            Delay = Seconds(folder, "config.json", config.Real("stt_config", "audio_delay_seconds") ?? delay, "stt_config.audio_delay_seconds"),
            Prefix = Seconds(folder, "config.json", config.Real("stt_config", "audio_silence_prefix_seconds") ?? prefix, "stt_config.audio_silence_prefix_seconds"),
        };
    }

    // Files published before the section was thought of: stt-1b-en_fr and stt-2.6b-en.
    private static (double? Delay, double? Prefix) Published(int texts) => texts switch
    {
        8000 => (0.5, 0),
        4000 => (2.5, 1),
        _ => (null, null),
    };

    private static double Seconds(ModelFolder folder, string file, double? value, string name) => value is >= 0 and <= 60 ? value.Value : throw new ModelFolderException(
        FormattableString.Invariant($"{folder.PathOf(file)}: {name} is {value?.ToString() ?? "not given"}; expected seconds from 0 to 60, by which texts are timed. Copy the file from the checkpoint again, or add it."));
}
