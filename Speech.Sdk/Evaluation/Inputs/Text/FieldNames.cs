namespace Speech.Sdk.Evaluation.Inputs;

/// <summary>The names that are understood, in any case. Where a list has several of one kind, the first counts and the others stay fields of the clip.</summary>
internal static class FieldNames
{
    private static readonly string[][] Names =
    [
        ["id", "utt_id", "utterance_id"],
        ["audio", "audio_filepath", "audio_path", "file_name", "path", "file", "wav_filename", "wav", "audio.path"],
        ["reference", "text", "transcript", "transcription", "sentence"],
        ["lang", "language", "locale"],
        ["speaker", "speaker_id", "client_id", "spk_id"],
        ["snr_db", "snr", "noise_level", "noise"],
        ["duration"],
        ["offset"],
        ["hypothesis", "hyp", "pred_text", "prediction", "text", "transcript", "transcription", "sentence"],
    ];

    public static IReadOnlyList<string> Of(ClipField field) => Names[(int)field];

    /// <summary>The names as errors list them.</summary>
    public static string List(ClipField field) => string.Join(", ", Of(field));
}
