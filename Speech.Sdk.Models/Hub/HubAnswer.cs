namespace Speech.Sdk.Models.Hub;

/// <summary>Reads what the hub says beside an answer's body.</summary>
internal static class HubAnswer
{
    /// <summary>A header of an answer; null where it has none.</summary>
    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;
}
