using Microsoft.Extensions.AI;
using Speech.Sdk.Transcripts;

namespace Speech.Sdk.Extensions.AI;

/// <summary>
/// The updates of a stream as a client's. Their texts, joined, are the transcript: text that may still change is a property, never a text.
/// </summary>
/// <param name="model">The model's name.</param>
internal sealed class UpdateWriter(string model)
{
    /// <summary>The property that holds what follows the text as far as can be told.</summary>
    public const string Provisional = "provisional";

    /// <summary>The property that holds what else is to be known.</summary>
    public const string Note = "note";

    private readonly string _id = Responses.NewId();
    private string _provisional = "";
    private bool _any;

    public SpeechToTextResponseUpdate Open() => New(SpeechToTextResponseUpdateKind.SessionOpen);

    /// <summary>An update; null where nothing has changed that a client is told.</summary>
    public SpeechToTextResponseUpdate? Write(TranscriptUpdate update)
    {
        if (update.Committed.Length == 0 && update.Provisional == _provisional && update.Note is null && !update.EndsUtterance)
            return null;
        _provisional = update.Provisional;
        SpeechToTextResponseUpdate written = New(update.EndsUtterance ? SpeechToTextResponseUpdateKind.TextUpdated : SpeechToTextResponseUpdateKind.TextUpdating);
        // The transcript begins with a word, not with the space before it.
        string text = _any ? update.Committed : update.Committed.TrimStart();
        if (text.Length > 0)
            written.Contents.Add(new TextContent(text));
        _any |= text.Length > 0;
        if (update.Words is [var first, .., var last])
            (written.StartTime, written.EndTime) = (first.Start, last.End);
        else if (update.Words is [var single])
            (written.StartTime, written.EndTime) = (single.Start, single.End);
        written.RawRepresentation = update;
        written.AdditionalProperties = new AdditionalPropertiesDictionary { [Provisional] = update.Provisional };
        if (update.Note is { } note)
            written.AdditionalProperties[Note] = note;
        return written;
    }

    public SpeechToTextResponseUpdate Close(Transcript transcript)
    {
        SpeechToTextResponseUpdate closed = New(SpeechToTextResponseUpdateKind.SessionClose);
        closed.RawRepresentation = transcript;
        closed.AdditionalProperties = new AdditionalPropertiesDictionary { [Responses.Language] = transcript.Language };
        return closed;
    }

    private SpeechToTextResponseUpdate New(SpeechToTextResponseUpdateKind kind) => new() { Kind = kind, ModelId = model, ResponseId = _id };
}
