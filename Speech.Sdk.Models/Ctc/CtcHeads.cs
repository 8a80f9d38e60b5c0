namespace Speech.Sdk.Models.Ctc;

/// <summary>The languages of a model; owns their weights.</summary>
/// <param name="heads">One a language; of a model that does not say which language it writes, one without a name.</param>
/// <param name="standard">The language where the caller names none; null where a language must be named.</param>
internal sealed class CtcHeads(IReadOnlyList<CtcHead> heads, string? standard) : IDisposable
{
    /// <summary>The codes of the languages; empty where the model does not say which one it writes.</summary>
    public IReadOnlyList<string> Languages { get; } = [.. heads.Select(head => head.Language).OfType<string>()];

    public IReadOnlyList<CtcHead> All => heads;

    public void Dispose()
    {
        foreach (CtcHead head in heads)
            head.Weights?.Dispose();
    }

    /// <param name="model">The model's name, for the error.</param>
    /// <param name="language">What the caller asked for.</param>
    /// <exception cref="InvalidOptionException">The model does not have the language, or must be told one.</exception>
    public CtcHead Find(string model, string? language)
    {
        if (Languages.Count == 0)
        {
            return language is null ? heads[0] : throw new InvalidOptionException(
                $"Language is '{language}', but {model} writes one language and has no choice; leave Language out.");
        }

        string? code = language ?? standard;
        return heads.FirstOrDefault(head => string.Equals(head.Language, code, StringComparison.OrdinalIgnoreCase)) ?? throw new InvalidOptionException(
            $"Language is {(code is null ? "not given" : $"'{code}'")}; {model} knows {string.Join(", ", Languages)}.");
    }
}
