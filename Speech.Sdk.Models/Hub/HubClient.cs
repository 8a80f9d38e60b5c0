using System.Net;
using System.Net.Http.Headers;

namespace Speech.Sdk.Models.Hub;

/// <summary>Requests to the hub, each sent once: redirects are followed by hand, so that the token stays with the hub.</summary>
internal sealed class HubClient(HubSettings settings, HttpMessageInvoker http, Action<string>? note = null)
{
    private const int MostRedirects = 10;
    private static readonly ProductInfoHeaderValue Product = new("Speech.Sdk", typeof(HubClient).Assembly.GetName().Version?.ToString(3) ?? "0");

    private readonly string _hub = settings.Endpoint.AbsoluteUri.TrimEnd('/');

    public HubSettings Settings => settings;

    /// <summary>Is told of what takes long.</summary>
    public Action<string>? Note => note;

    /// <summary>The same hub, asked with another patience.</summary>
    public HubClient With(HubLimits limits) => new(settings with { Limits = limits }, http, note);

    /// <summary>The address of a file at a commit.</summary>
    public Uri AddressOf(string repository, string commit, string path) =>
        new($"{_hub}/{repository}/resolve/{commit}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>The address that tells what a revision holds, with sizes and hashes.</summary>
    public Uri AddressOf(HubId id) =>
        new($"{_hub}/api/models/{id.Repository}/revision/{Uri.EscapeDataString(id.Revision)}?blobs=true");

    /// <summary>Sends a request and gives the answer once its headers are there.</summary>
    /// <param name="method">GET or HEAD.</param>
    /// <param name="address">Where to.</param>
    /// <param name="range">The bytes that are asked for; null: all.</param>
    /// <param name="validator">The ETag that what is there must still have, or all of it is sent.</param>
    /// <param name="followElsewhere">Whether a redirect to another host is followed or is the answer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="TransientHubException">Another attempt may succeed.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, RangeHeaderValue? range, EntityTagHeaderValue? validator, bool followElsewhere, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            HttpResponseMessage response = await SendOnceAsync(Create(method, address, range, validator), cancellationToken).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location)
                return Checked(response, address);
            Uri target = Target(address, location);
            if (!followElsewhere && !settings.IsHub(target))
                return response;
            response.Dispose();
            if (redirects == MostRedirects)
                throw new TransientHubException($"{settings.Endpoint} redirects without end");
            address = target;
        }
    }

    /// <summary>Reads some bytes of an answer's body.</summary>
    /// <exception cref="TransientHubException">The connection was cut, or nothing comes.</exception>
    public async ValueTask<int> ReadAsync(HttpResponseMessage response, Stream body, Memory<byte> buffer, CancellationToken cancellationToken) =>
        await GuardAsync(response.RequestMessage?.RequestUri ?? settings.Endpoint, stop => body.ReadAsync(buffer, stop).AsTask(), cancellationToken).ConfigureAwait(false);

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        GuardAsync(request.RequestUri!, stop => http.SendAsync(request, stop), cancellationToken);

    /// <summary>Where a redirect leads: never out of the protected connection, nor to a file of this machine.</summary>
    private static Uri Target(Uri address, Uri location) =>
        Uri.TryCreate(address, location, out Uri? target) && (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && address.Scheme == Uri.UriSchemeHttp))
            ? target
            : throw new HubException($"{address} redirects to {location.OriginalString}, which is not followed; expected an address of {(address.Scheme == Uri.UriSchemeHttp ? "http or https" : "https")}. Check HF_ENDPOINT and the proxy.");

    private async Task<T> GuardAsync<T>(Uri address, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(settings.Limits.Silence);
        try
        {
            return await work(silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested && e.InnerException is TimeoutException)
        {
            // The handler's own limit, which is that of connecting.
            throw new TransientHubException($"no connection to {address.Host} came about in time", e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientHubException($"{address.Host} sent nothing for {settings.Limits.Silence.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new TransientHubException($"the connection to {address.Host} failed ({e.Message.TrimEnd('.')})", e);
        }
    }

    private HttpRequestMessage Create(HttpMethod method, Uri address, RangeHeaderValue? range, EntityTagHeaderValue? validator)
    {
        HttpRequestMessage request = new(method, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(Product.Product!));
        // A compressed body would have another length than the file.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        request.Headers.Range = range;
        if (range is not null && validator is not null)
            request.Headers.IfRange = new RangeConditionHeaderValue(validator);
        if (settings.IsHub(address) && settings.Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        return request;
    }

    private static bool IsRedirect(HttpStatusCode code) => (int)code is 301 or 302 or 303 or 307 or 308;

    private static HttpResponseMessage Checked(HttpResponseMessage response, Uri address)
    {
        int code = (int)response.StatusCode;
        if (code is not (408 or 429 or >= 500))
            return response;
        TimeSpan? retryAfter = response.Headers.RetryAfter is not { } header ? null : header.Delta ?? header.Date - DateTimeOffset.UtcNow;
        response.Dispose();
        throw new TransientHubException($"{address.Host} answered {code} ({(code == 429 ? "too many requests" : response.ReasonPhrase)})", retryAfter);
    }
}
