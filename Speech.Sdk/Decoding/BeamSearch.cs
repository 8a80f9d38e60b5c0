namespace Speech.Sdk.Decoding;

/// <summary>To come.</summary>
internal sealed class BeamSearch(SearchOptions options) : ITokenSearch
{
    public IReadOnlyList<IReadOnlyList<Hypothesis>> Run(
        IDecoderState state, IReadOnlyList<ReadOnlyMemory<int>> prompts, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"BeamSize is {options.BeamSize}; expected 1.");
}
