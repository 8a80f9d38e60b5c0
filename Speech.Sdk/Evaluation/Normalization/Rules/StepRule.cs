namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>A step that has no settings, such as <c>lower</c>.</summary>
internal sealed class StepRule(Action<TextBuffer> step) : ITextRule
{
    public string Apply(string text, string? language)
    {
        using TextBuffer buffer = new(text);
        step(buffer);
        return buffer.ToString();
    }
}
