using Speech.Sdk.Models.Folders;

namespace Speech.Sdk.Models.Whisper.Drafting;

/// <summary>Which models can draft for which.</summary>
internal static class DraftFit
{
    /// <summary>Checks what the folders tell before anything native is loaded.</summary>
    /// <exception cref="ModelFolderException">A folder's graphs cannot take part in assisted decoding.</exception>
    public static void CheckFolders(ModelFolder main, ModelFolder draft)
    {
        if (ModelUse.Of(draft) != ModelUse.Transcription)
            throw new ModelFolderException($"DraftModel {draft.Path} is no recogniser; expected a Whisper model that transcribes.");
        if (draft.Manifest is { } manifest && manifest.Family != "whisper")
            throw new ModelFolderException($"DraftModel {draft.Path} is of the family '{manifest.Family}'; expected a Whisper model, as it drafts for one.");
        if (main.Manifest is null || draft.Manifest is null)
        {
            throw new ModelFolderException(
                $"{(main.Manifest is null ? main.Path : draft.Path)} holds graphs of optimum's layout, which score one token a run; a draft and the model it drafts for need this SDK's own graphs. Convert the checkpoint: speech convert CHECKPOINT FOLDER.");
        }
    }

    /// <summary>A draft's tokens are the main model's, its windows as long, its positions as many.</summary>
    /// <exception cref="ModelFolderException">Lists what differs.</exception>
    public static void Check(WhisperModel main, WhisperModel draft)
    {
        List<string> problems = [];
        Compare("tokens", draft.Config.VocabularySize, main.Config.VocabularySize);
        Compare("samples a window", draft.Features.WindowSamples, main.Features.WindowSamples);
        Compare("samples a second", draft.Features.SampleRate, main.Features.SampleRate);
        if (draft.Config.TargetPositions < main.Config.TargetPositions)
            problems.Add($"{draft.Config.TargetPositions} positions where {main.Name} has {main.Config.TargetPositions}");
        if (problems.Count == 0 && !HaveSameTokens(main.Tokenizer, draft.Tokenizer))
            problems.Add("other tokens");
        if (problems.Count > 0)
            throw new ModelFolderException($"DraftModel {draft.Name} cannot draft for {main.Name}: it has {string.Join(", ", problems)}. Expected a smaller model of the same generation.");

        void Compare(string what, int found, int expected)
        {
            if (found != expected)
                problems.Add($"{found} {what} where {main.Name} has {expected}");
        }
    }

    private static bool HaveSameTokens(WhisperTokenizer main, WhisperTokenizer draft) =>
        main.Special == draft.Special && Enumerable.Range(0, main.Special.EndOfText).All(token => main.Bytes(token).SequenceEqual(draft.Bytes(token)));
}
