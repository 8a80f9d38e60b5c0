namespace Speech.Sdk.Decoding;

/// <summary>Chooses the search.</summary>
internal static class TokenSearch
{
    /// <summary>Greedy where BeamSize is 1, a beam search above.</summary>
    public static ITokenSearch Create(SearchOptions options) =>
        options.BeamSize == 1 ? new GreedySearch(options) : new BeamSearch(options);
}
