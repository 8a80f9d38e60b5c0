using System.Buffers;
using System.Globalization;
using Speech.Sdk.Tokens;

namespace Speech.Sdk.Models.Whisper;

/// <summary>
/// Whisper's vocabulary: text, special tokens, languages and time tokens, and the prompts made of them. Immutable and safe to
/// share between threads.
/// </summary>
internal sealed class WhisperTokenizer : ITokenizer
{
    // GPT-2's vocabulary, which the English-only models use, ends at this id; the multilingual one has a token more.
    private const int EnglishEndOfText = 50256;

    private readonly BytePairTokenizer _bytePairs;
    private readonly Lazy<IReadOnlyList<int>> _nonSpeech;

    private WhisperTokenizer(TokenizerParts parts)
    {
        Special = WhisperSpecialTokens.Find(parts);
        parts.Added.Set("<|endoftext|>", Special.EndOfText); // added_tokens.json leaves it to vocab.json
        AddTimestamps(parts);
        _bytePairs = new BytePairTokenizer(parts);
        Languages = WhisperLanguages.Between(parts.Tokens, Special.StartOfTranscript, Special.Translate);
        _nonSpeech = new Lazy<IReadOnlyList<int>>(() => NonSpeechTokens.Find(this));
        Blank = parts.Tokens.SingleByte((byte)' ');
    }

    /// <summary>The ids of the special tokens.</summary>
    public WhisperSpecialTokens Special { get; }

    /// <summary>The languages; an English-only vocabulary has their tokens although its model does not know them.</summary>
    public WhisperLanguages Languages { get; }

    /// <summary>Whether the model is multilingual; the prompts of an English-only one name no language and no task.</summary>
    public bool IsMultilingual => Special.EndOfText != EnglishEndOfText;

    /// <summary>The token of a lone space, which openai-whisper forbids at the beginning of a window.</summary>
    public int Blank { get; }

    /// <inheritdoc/>
    public int Count => _bytePairs.Count;

    /// <summary>Tokens of what is not said, such as brackets and notes, ascending; openai-whisper's <c>non_speech_tokens</c>.</summary>
    public IReadOnlyList<int> NonSpeech => _nonSpeech.Value;

    /// <summary>Loads the tokenizer of a model folder: vocab.json with merges.txt and added_tokens.json, or tokenizer.json.</summary>
    /// <exception cref="ModelFolderException">The files are missing, broken, or not of a Whisper model.</exception>
    public static WhisperTokenizer Load(string modelFolder) => Create(TokenizerFiles.Read(modelFolder));

    /// <inheritdoc cref="Load"/>
    public static WhisperTokenizer Create(TokenizerParts parts) => new(parts);

    /// <inheritdoc/>
    public int[] Encode(ReadOnlySpan<char> text) => _bytePairs.Encode(text);

    /// <summary>The ids of a text in which special tokens are written out.</summary>
    public int[] EncodeWithSpecialTokens(ReadOnlySpan<char> text) => _bytePairs.EncodeWithAddedTokens(text);

    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> ids) => _bytePairs.Decode(ids);

    /// <summary>The text of the ids, with special tokens and time tokens written out only where asked for.</summary>
    public string Decode(ReadOnlySpan<int> ids, bool specials, bool timestamps)
    {
        int[] kept = ArrayPool<int>.Shared.Rent(ids.Length);
        int count = 0;
        foreach (int id in ids)
        {
            if (id < Special.EndOfText || (id < Special.FirstTimestamp ? specials : timestamps))
                kept[count++] = id;
        }

        string text = _bytePairs.Decode(kept.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(kept);
        return text;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Bytes(int id) => _bytePairs.Bytes(id);

    /// <inheritdoc cref="BytePairTokenizer.Find"/>
    public int Find(ReadOnlySpan<byte> token) => _bytePairs.Find(token);

    /// <summary>Whether an id is a time token.</summary>
    public bool IsTimestamp(int id) => id >= Special.FirstTimestamp && id <= Special.LastTimestamp;

    /// <summary>The time of a time token from the beginning of its window: steps of 20 ms, 0 to 30 s.</summary>
    public TimeSpan Time(int timestamp) => IsTimestamp(timestamp)
        ? TimeSpan.FromMilliseconds(20L * (timestamp - Special.FirstTimestamp))
        : throw new ArgumentOutOfRangeException(
            nameof(timestamp), timestamp, $"Expected a time token, {Special.FirstTimestamp} to {Special.LastTimestamp}.");

    /// <summary>The time token nearest to a time in a window, 0 to 30 s.</summary>
    public int Timestamp(TimeSpan time)
    {
        int step = (int)Math.Round(time.TotalMilliseconds / 20);
        return step is >= 0 and <= 1500
            ? Special.FirstTimestamp + step
            : throw new ArgumentOutOfRangeException(nameof(time), time, "Expected a time between 0 and 30 s.");
    }

    /// <summary>
    /// What a window's decoding starts from: <c>&lt;|startoftranscript|&gt;</c>, language, task and, without timestamps,
    /// <c>&lt;|notimestamps|&gt;</c>. Of an English-only model it names no language and no task.
    /// </summary>
    /// <param name="language">A code, an English name or an alias; null is English, as in openai-whisper.</param>
    /// <param name="task">What is written down.</param>
    /// <param name="timestamps">Whether the model is to give time tokens.</param>
    /// <exception cref="InvalidOptionException">The model does not know the language or the task.</exception>
    public int[] StartSequence(string? language, SpeechTask task, bool timestamps)
    {
        WhisperLanguage found = Languages.Find(language ?? "en");
        if (!IsMultilingual && (found.Code != "en" || task == SpeechTask.Translate))
        {
            string asked = task == SpeechTask.Translate ? "translate" : "transcribe";
            throw new InvalidOptionException(
                $"This is an English-only Whisper model, asked to {asked} {found.Name}; it transcribes English. Choose a multilingual model.");
        }

        List<int> ids = [Special.StartOfTranscript];
        if (IsMultilingual)
        {
            ids.Add(Languages.Token(found));
            ids.Add(task == SpeechTask.Translate ? Special.Translate : Special.Transcribe);
        }

        if (!timestamps)
            ids.Add(Special.NoTimestamps);
        return [.. ids];
    }

    /// <summary>A text that precedes a window: <c>&lt;|startofprev|&gt;</c> and the text, trimmed, after one space.</summary>
    /// <exception cref="InvalidOptionException">A special token is written out in the text.</exception>
    public int[] PromptIds(string text)
    {
        if (_bytePairs.TryFindAddedToken(text, out string token))
            throw new InvalidOptionException($"The prompt holds the special token {token}; expected plain text. Take it out.");
        return [Special.StartOfPrevious, .. Encode(" " + text.Trim())];
    }

    // Published files leave the 1501 time tokens out or not; they follow <|notimestamps|> in every vocabulary.
    private void AddTimestamps(TokenizerParts parts)
    {
        for (int id = Special.FirstTimestamp; id <= Special.LastTimestamp; id++)
        {
            if (!parts.Tokens.Contains(id))
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"<|{(id - Special.FirstTimestamp) * 0.02:F2}|>"), id);
        }
    }
}
