using System.Security.Cryptography;

namespace Speech.Sdk.Evaluation.Normalization.Rules;

/// <summary>A normaliser of rules that are applied in the order of their lines. Its name holds a hash of all that it was read from.</summary>
internal sealed class RuleFile : ITextNormalizer
{
    private readonly IReadOnlyList<ITextRule> _rules;

    private RuleFile(string name, IReadOnlyList<ITextRule> rules) => (Name, _rules) = (name, rules);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    /// <exception cref="SpeechException">A pattern takes too long over the text.</exception>
    public string Normalize(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _rules.Aggregate(text, (before, rule) => rule.Apply(before, language));
    }

    /// <summary>Reads a rule file and the tables that it names.</summary>
    /// <exception cref="InvalidOptionException">Lists every problem with its line.</exception>
    public static RuleFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        SourceFile file = SourceFile.Read(path);
        RuleParser parser = new(Path.GetDirectoryName(Path.GetFullPath(path))!);
        foreach ((string line, string place) in file.Lines)
            parser.Read(line, place);
        if (parser.Problems.Count > 0)
            throw new InvalidOptionException(string.Join(Environment.NewLine, parser.Problems));

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SourceFile part in parser.Tables.Prepend(file))
            hash.AppendData(part.Bytes);
        string digest = Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
        return new RuleFile($"{Path.GetFileName(path)} (sha256 {digest})", parser.Rules);
    }
}
