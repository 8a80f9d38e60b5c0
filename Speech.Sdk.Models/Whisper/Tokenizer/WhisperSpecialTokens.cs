using Speech.Sdk.Tokens;

namespace Speech.Sdk.Models.Whisper;

/// <summary>The ids of Whisper's special tokens. They differ by vocabulary: English-only, multilingual, v3.</summary>
internal sealed record WhisperSpecialTokens
{
    /// <summary><c>&lt;|endoftext|&gt;</c>, the first of the special tokens: every id below is text.</summary>
    public required int EndOfText { get; init; }

    /// <summary><c>&lt;|startoftranscript|&gt;</c></summary>
    public required int StartOfTranscript { get; init; }

    /// <summary><c>&lt;|translate|&gt;</c></summary>
    public required int Translate { get; init; }

    /// <summary><c>&lt;|transcribe|&gt;</c></summary>
    public required int Transcribe { get; init; }

    /// <summary><c>&lt;|startoflm|&gt;</c></summary>
    public required int StartOfLm { get; init; }

    /// <summary><c>&lt;|startofprev|&gt;</c>, before text that precedes the window.</summary>
    public required int StartOfPrevious { get; init; }

    /// <summary><c>&lt;|nospeech|&gt;</c>, called <c>&lt;|nocaptions|&gt;</c> before v3.</summary>
    public required int NoSpeech { get; init; }

    /// <summary><c>&lt;|notimestamps|&gt;</c></summary>
    public required int NoTimestamps { get; init; }

    /// <summary><c>&lt;|0.00|&gt;</c>, the token after <see cref="NoTimestamps"/>.</summary>
    public int FirstTimestamp => NoTimestamps + 1;

    /// <summary><c>&lt;|30.00|&gt;</c>, the last of 1501.</summary>
    public int LastTimestamp => FirstTimestamp + 1500;

    /// <exception cref="ModelFolderException">Lists every special token that the vocabulary lacks.</exception>
    public static WhisperSpecialTokens Find(TokenizerParts parts)
    {
        List<string> missing = [];
        int Id(params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
            {
                int id = parts.Find(name);
                if (id >= 0)
                    return id;
            }

            missing.Add(names[0]);
            return -1;
        }

        WhisperSpecialTokens special = new()
        {
            EndOfText = Id("<|endoftext|>"),
            StartOfTranscript = Id("<|startoftranscript|>"),
            Translate = Id("<|translate|>"),
            Transcribe = Id("<|transcribe|>"),
            StartOfLm = Id("<|startoflm|>"),
            StartOfPrevious = Id("<|startofprev|>"),
            NoSpeech = Id("<|nospeech|>", "<|nocaptions|>"),
            NoTimestamps = Id("<|notimestamps|>"),
        };
        return missing.Count == 0 ? special : throw new ModelFolderException(
            $"{parts.Source} is not a Whisper vocabulary: it lacks {string.Join(", ", missing)}. "
            + "Is added_tokens.json or tokenizer.json beside it?");
    }
}
