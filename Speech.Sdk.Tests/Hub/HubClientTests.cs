using System.Net;
using Speech.Sdk.Models.Hub;

namespace Speech.Sdk.Tests.Hub;

/// <summary>Where requests go, and what is said of those that come to nothing.</summary>
public sealed class HubClientTests
{
    [TestCase("https://hub.test", "https://cdn.test/file", true)]
    [TestCase("http://hub.test", "https://cdn.test/file", true)]
    [TestCase("http://hub.test", "http://cdn.test/file", true)]
    [TestCase("https://hub.test", "http://cdn.test/file", false)]
    [TestCase("https://hub.test", "ftp://cdn.test/file", false)]
    [TestCase("http://hub.test", "file:///etc/passwd", false)]
    public async Task SendAsync_Redirect_NeverOutOfAProtectedConnection(string hub, string target, bool isFollowed)
    {
        List<Uri> asked = [];
        Task<HttpResponseMessage> answer = GetAsync(hub, request =>
        {
            asked.Add(request.RequestUri!);
            return asked.Count > 1 ? new HttpResponseMessage(HttpStatusCode.OK) : Redirect(target);
        });
        if (isFollowed)
            (await answer).Dispose();
        else
            Assert.That(() => answer, Throws.TypeOf<HubException>().With.Message.Contains($"redirects to {target}, which is not followed"));
        Assert.That(asked, Has.Count.EqualTo(isFollowed ? 2 : 1));
    }

    [Test]
    public void SendAsync_ConnectingTakesTooLong_NamesTheHostThatDoesNotAnswer() => Assert.That(
        () => GetAsync("https://hub.test", request => request.RequestUri!.Host == "hub.test" ? Redirect("https://cdn.test/file") : throw new TaskCanceledException("", new TimeoutException())),
        Throws.TypeOf<TransientHubException>().With.Message.EqualTo("no connection to cdn.test came about in time"));

    [Test]
    public void SendAsync_ConnectionFails_NamesTheHost() => Assert.That(
        () => GetAsync("https://hub.test", request => request.RequestUri!.Host == "hub.test" ? Redirect("https://cdn.test/file") : throw new HttpRequestException("reset")),
        Throws.TypeOf<TransientHubException>().With.Message.EqualTo("the connection to cdn.test failed (reset)"));

    private static async Task<HttpResponseMessage> GetAsync(string hub, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        using HttpMessageInvoker http = new(new Handler(answer));
        HubClient client = new(HubSettings.Of(new HubOptions { Endpoint = new Uri(hub), Token = "secret", Variable = _ => null }), http);
        return await client.SendAsync(HttpMethod.Get, new Uri($"{hub}/org/tiny/resolve/main/file"), null, null, followElsewhere: true, CancellationToken.None);
    }

    private static HttpResponseMessage Redirect(string target) => new(HttpStatusCode.Found) { Headers = { Location = new Uri(target) } };

    private sealed class Handler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
