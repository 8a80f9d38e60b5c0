using System.Net;

namespace Speech.Sdk.Models.Hub;

/// <summary>What a refusal of the hub, or of where it redirects to, means and what mends it.</summary>
internal static class HubRefusal
{
    /// <summary>Does nothing for an answer that brings what was asked for.</summary>
    /// <exception cref="HubException">The hub refuses.</exception>
    public static void Check(HttpResponseMessage response, HubSettings settings, HubId id, string? file = null)
    {
        if (response.IsSuccessStatusCode)
            return;
        Uri asked = response.RequestMessage?.RequestUri ?? settings.Endpoint;
        string code = response.Header("X-Error-Code") ?? "";
        string message = $"{id}: {(settings.IsHub(asked) ? OfHub(response.StatusCode, code, settings, id, file) : null) ?? $"{(file is null ? "" : $"{file}: ")}{asked.Host} answered {(int)response.StatusCode} {response.ReasonPhrase}. Check HF_ENDPOINT and the proxy, or try again later."}{Said(response)}";
        throw code == "RevisionNotFound" ? new HubException(message, new RevisionMissingException(message)) : new HubException(message);
    }

    private static string? OfHub(HttpStatusCode status, string code, HubSettings settings, HubId id, string? file)
    {
        string hub = settings.Endpoint.AbsoluteUri.TrimEnd('/');
        string page = $"{hub}/{id.Repository}";
        string neither = file is null ? ", nor a folder of this name here" : "";
        return (status, code) switch
        {
            (_, "GatedRepo") or (HttpStatusCode.Forbidden, _) =>
                $"access is restricted. Accept the conditions at {page} with your account, then set HF_TOKEN to a token of that account{(settings.Token is null ? "" : " (the token that is set has no access)")}.",
            (_, "RevisionNotFound") => $"the repository has no revision '{id.Revision}'. Take a branch, tag or commit of {page}.",
            (_, "EntryNotFound") => $"the repository has no file {file}.",
            (HttpStatusCode.Unauthorized, _) when settings.Token is null =>
                $"there is no such repository at {settings.Endpoint.Host}{neither}, or it is private. Check the name; for a private one set HF_TOKEN to a token that may read it.",
            (HttpStatusCode.Unauthorized, _) =>
                $"the hub does not accept the token (of HF_TOKEN or the file that 'hf auth login' wrote), or there is no such repository{neither}. Make a new token at {hub}/settings/tokens, or check the name.",
            (HttpStatusCode.NotFound, _) => file is null
                ? $"there is no such repository or revision at {settings.Endpoint.Host}{neither}. Check the spelling; a private repository needs HF_TOKEN."
                : $"the repository has no file {file} at this revision.",
            _ => null,
        };
    }

    private static string Said(HttpResponseMessage response) =>
        response.Header("X-Error-Message") is { Length: > 0 } message ? $" {response.RequestMessage?.RequestUri?.Host ?? "The hub"} says: {message.TrimEnd('.')}." : "";
}
