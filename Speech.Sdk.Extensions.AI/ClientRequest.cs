using System.Globalization;
using Microsoft.Extensions.AI;

namespace Speech.Sdk.Extensions.AI;

/// <summary>What a client's options say, as options of a recogniser; what it cannot do is an error that says so.</summary>
/// <param name="client">Who asks.</param>
/// <param name="info">What the recogniser can do.</param>
/// <param name="modelName">What the client says that its model is called, which the model's own name may not be.</param>
internal sealed class ClientRequest(ISpeechToTextClient client, RecognizerInfo info, string modelName)
{
    private const string TranslationTarget = "en";

    /// <exception cref="InvalidOptionException">The options ask for what this model cannot do.</exception>
    public TranscriptionOptions ForRecording(SpeechToTextOptions? options) => Apply(options, options?.RawRepresentationFactory?.Invoke(client) switch
    {
        null => new TranscriptionOptions(),
        TranscriptionOptions own => own,
        StreamingOptions own => own.Transcription,
        { } other => throw Foreign(other, nameof(TranscriptionOptions)),
    });

    /// <exception cref="InvalidOptionException">The options ask for what this model cannot do.</exception>
    public StreamingOptions ForStream(SpeechToTextOptions? options)
    {
        StreamingOptions streaming = options?.RawRepresentationFactory?.Invoke(client) switch
        {
            null => new StreamingOptions(),
            StreamingOptions own => own,
            TranscriptionOptions own => new StreamingOptions { Transcription = own },
            { } other => throw Foreign(other, nameof(StreamingOptions)),
        };
        return streaming with { Transcription = Apply(options, streaming.Transcription) };
    }

    private static InvalidOptionException Foreign(object given, string expected) =>
        new($"RawRepresentationFactory gives a {given.GetType()}; expected {expected} of Speech.Sdk.");

    private TranscriptionOptions Apply(SpeechToTextOptions? options, TranscriptionOptions own)
    {
        if (options is null)
            return own;
        if (options.ModelId is { } model && model != info.Model && model != modelName)
            throw new InvalidOptionException($"ModelId is {model}, but this client has loaded {info.Model}; make a client of a recogniser with that model, or leave it out.");
        if (options.SpeechLanguage is { } spoken)
            own = own with { Language = Language(spoken) };
        return options.TextLanguage is { } written ? own with { Task = Task(Language(written), own.Language) } : own;
    }

    private SpeechTask Task(string written, string? spoken)
    {
        if (Same(written, spoken) || (info.Languages is [var only] && Same(only, written)))
            return SpeechTask.Transcribe;
        if (Same(written, TranslationTarget) && info.CanTranslate)
            return SpeechTask.Translate;
        throw new InvalidOptionException(info.CanTranslate
            ? $"TextLanguage is {written} and SpeechLanguage {spoken ?? "not given"}; {info.Model} writes the language that is spoken, or English. Give both alike, or {TranslationTarget}."
            : $"TextLanguage is {written} and SpeechLanguage {spoken ?? "not given"}; {info.Model} writes the language that is spoken. Give both alike, or leave TextLanguage out.");
    }

    // Clients are told "en-US" as well as "en"; models know languages, not regions. A model that knows a tag as a whole is given it in its own letters.
    private string Language(string tag)
    {
        if (info.Languages.FirstOrDefault(known => Same(known, tag)) is { } own)
            return own;
        int end = tag.IndexOfAny(['-', '_']);
        return (end <= 0 ? tag : tag[..end]).ToLower(CultureInfo.InvariantCulture);
    }

    private static bool Same(string tag, string? other) => string.Equals(tag, other, StringComparison.OrdinalIgnoreCase);
}
