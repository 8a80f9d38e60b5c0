using System.Net;

namespace Speech.Sdk.Models.Hub;

/// <summary>What a refusal of the hub means and what mends it.</summary>
internal static class HubRefusal
{
    /// <summary>Does nothing for an answer that brings what was asked for.</summary>
    /// <exception cref="HubException">The hub refuses.</exception>
    public static void Check(HttpResponseMessage response, HubSettings settings, HubId id, string? file = null)
    {
        if (response.IsSuccessStatusCode)
            return;
        string code = Header(response, "X-Error-Code") ?? "";
        string page = $"{settings.Endpoint.AbsoluteUri.TrimEnd('/')}/{id.Repository}";
        throw new HubException((response.StatusCode, code) switch
        {
            (_, "GatedRepo") or (HttpStatusCode.Forbidden, _) =>
                $"{id}: access is restricted. Accept the conditions at {page} with your account, then set HF_TOKEN to a token of that account{Given(settings)}.",
            (_, "RevisionNotFound") => $"{id}: the repository has no revision '{id.Revision}'. Take a branch, tag or commit of {page}.",
            (_, "EntryNotFound") => $"{id}: the repository has no file {file}.",
            (HttpStatusCode.Unauthorized, _) when settings.Token is null =>
                $"{id}: there is no such repository at {settings.Endpoint.Host}, or it is private. Check the name; for a private one set HF_TOKEN to a token that may read it.",
            (HttpStatusCode.Unauthorized, _) =>
                $"{id}: the hub does not accept the token (of HF_TOKEN or the file that 'hf auth login' wrote), or there is no such repository. Make a new token at {settings.Endpoint.AbsoluteUri.TrimEnd('/')}/settings/tokens, or check the name.",
            (HttpStatusCode.NotFound, _) => file is null
                ? $"{id}: there is no such repository or revision at {settings.Endpoint.Host}, nor a folder of this name here. Check the spelling; a private repository needs HF_TOKEN."
                : $"{id}: the repository has no file {file} at this revision.",
            _ => $"{id}: {settings.Endpoint.Host} answered {(int)response.StatusCode} {response.ReasonPhrase}{Said(response)}. Check HF_ENDPOINT, or try again later.",
        });
    }

    private static string Given(HubSettings settings) => settings.Token is null ? "" : " (the token that is set has no access)";

    private static string Said(HttpResponseMessage response) => Header(response, "X-Error-Message") is { } message ? $" ({message.TrimEnd('.')})" : "";

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;
}
