using Speech.Sdk.Evaluation.Metrics;

namespace Speech.Sdk.Tests.Support;

/// <summary>Texts word by word; letter case and punctuation do not count.</summary>
internal static class SpokenWords
{
    /// <summary>Words inserted, left out or changed, by the word of the reference.</summary>
    public static double ErrorRate(string text, string reference) => WordErrors.Count(Of(reference), Of(text)).ErrorRate;

    private static string Of(string text) => string.Join(' ', new string([.. text.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) || letter == '\'' ? letter : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
