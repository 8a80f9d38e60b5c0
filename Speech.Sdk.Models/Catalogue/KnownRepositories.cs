namespace Speech.Sdk.Models.Catalogue;

/// <summary>Repositories of the hub by family: licences as their pages state them, languages that the weights have tokens or files for, parameters as published or, where "1B" is all that is, counted.</summary>
internal static class KnownRepositories
{
    private const string Apache = "apache-2.0";
    private const string Mit = "mit";
    private const string NonCommercial = "cc-by-nc-4.0";
    private const string Attribution = "cc-by-4.0";
    private const string LanguageIdentification = "identifies the language";

    public static readonly CatalogueEntry[] All =
    [
        Whisper("openai/whisper-tiny", 39, "99 languages"),
        Whisper("openai/whisper-tiny.en", 39, "English"),
        Whisper("openai/whisper-base", 74, "99 languages"),
        Whisper("openai/whisper-base.en", 74, "English"),
        Whisper("openai/whisper-small", 244, "99 languages"),
        Whisper("openai/whisper-small.en", 244, "English"),
        Whisper("openai/whisper-medium", 769, "99 languages"),
        Whisper("openai/whisper-medium.en", 769, "English"),
        Whisper("openai/whisper-large", 1550, "99 languages"),
        Whisper("openai/whisper-large-v2", 1550, "99 languages"),
        Whisper("openai/whisper-large-v3", 1550, "100 languages"),
        Whisper("openai/whisper-large-v3-turbo", 809, "100 languages") with { Licence = Mit },
        Whisper("distil-whisper/distil-small.en", 166, "English") with { Licence = Mit },
        Whisper("distil-whisper/distil-medium.en", 394, "English") with { Licence = Mit },
        Whisper("distil-whisper/distil-large-v2", 756, "English") with { Licence = Mit },
        Whisper("distil-whisper/distil-large-v3", 756, "English") with { Licence = Mit },
        Whisper("distil-whisper/distil-large-v3.5", 756, "English") with { Licence = Mit },
        Bert("hf-audio/wav2vec2-bert-CV16-en", "English", "not stated"),
        Bert("ylacombe/wav2vec2-bert-CV16-en-libri-cv", "English", Mit),
        Bert("Yehor/w2v-bert-uk-v2.1", "Ukrainian", Apache),
        Wav2Vec2("facebook/wav2vec2-base-960h", 94, "English"),
        Wav2Vec2("facebook/wav2vec2-large-960h-lv60-self", 315, "English"),
        Wav2Vec2("jonatasgrosman/wav2vec2-large-xlsr-53-english", 315, "English"),
        Wav2Vec2("jonatasgrosman/wav2vec2-xls-r-1b-english", 962, "English"),
        Wav2Vec2("jonatasgrosman/wav2vec2-xls-r-1b-french", 962, "French"),
        Wav2Vec2("jonatasgrosman/wav2vec2-xls-r-1b-german", 962, "German"),
        Wav2Vec2("jonatasgrosman/wav2vec2-xls-r-1b-spanish", 962, "Spanish"),
        Wav2Vec2("jonatasgrosman/wav2vec2-xls-r-1b-italian", 962, "Italian"),
        Wav2Vec2("jonatasgrosman/wav2vec2-xls-r-1b-portuguese", 962, "Portuguese"),
        Wav2Vec2("jonatasgrosman/wav2vec2-xls-r-1b-dutch", 962, "Dutch"),
        Wav2Vec2("jonatasgrosman/wav2vec2-xls-r-1b-polish", 962, "Polish"),
        Wav2Vec2("jonatasgrosman/wav2vec2-xls-r-1b-russian", 962, "Russian"),
        Wav2Vec2("facebook/mms-1b-all", 965, "1162 languages, a file each") with { Licence = NonCommercial },
        Wav2Vec2("facebook/mms-1b-fl102", 965, "102 languages, a file each") with { Licence = NonCommercial },
        Wav2Vec2("facebook/mms-1b-l1107", 965, "1107 languages, a file each") with { Licence = NonCommercial },
        Wav2Vec2("facebook/mms-lid-126", 965, "126 languages") with { Licence = NonCommercial, Use = LanguageIdentification },
        Wav2Vec2("facebook/mms-lid-4017", 970, "4017 languages") with { Licence = NonCommercial, Use = LanguageIdentification },
        Kyutai("kyutai/stt-1b-en_fr", 1000, "English, French"),
        Kyutai("kyutai/stt-1b-en_fr-trfs", 1000, "English, French"),
        Kyutai("kyutai/stt-2.6b-en", 2600, "English"),
        Kyutai("kyutai/stt-2.6b-en-trfs", 2600, "English"),
    ];

    private static CatalogueEntry Whisper(string name, int parameters, string languages) => new(name, "whisper", parameters, languages, Apache);

    private static CatalogueEntry Bert(string name, string languages, string licence) => new(name, "wav2vec2-bert", 606, languages, licence);

    private static CatalogueEntry Wav2Vec2(string name, int parameters, string languages) => new(name, "wav2vec2", parameters, languages, Apache);

    private static CatalogueEntry Kyutai(string name, int parameters, string languages) => new(name, "kyutai-stt", parameters, languages, Attribution);
}
