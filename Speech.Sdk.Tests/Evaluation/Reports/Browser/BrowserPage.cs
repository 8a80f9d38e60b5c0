using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Speech.Sdk.Tests.Evaluation.Reports.Browser;

/// <summary>A page in a browser: what its script answers, complained of and asked the network for.</summary>
internal sealed class BrowserPage
{
    private readonly DevTools _tools;
    private readonly string _target;
    private readonly string _session;

    private BrowserPage(DevTools tools, string target, string session) => (_tools, _target, _session) = (tools, target, session);

    /// <summary>Errors and warnings of the console, exceptions, what the page's policy stopped.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>The addresses that were asked for, data: ones by their beginning.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Opens a file and waits until its script has run.</summary>
    public static async Task<BrowserPage> OpenAsync(Chromium browser, string file, string fragment = "")
    {
        DevTools tools = browser.Tools;
        string target = (string)(await tools.SendAsync("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        string session = (string)(await tools.SendAsync("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        BrowserPage page = new(tools, target, session);
        TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        tools.Happened += (from, name, parameters) =>
        {
            if (from != session)
                return;
            page.Note(name, parameters);
            if (name == "Page.loadEventFired")
                loaded.TrySetResult();
        };
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
            await page.SendAsync($"{domain}.enable");
        await page.SendAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri + fragment });
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return page;
    }

    public Task CloseAsync() => _tools.SendAsync("Target.closeTarget", new() { ["targetId"] = _target });

    public Task<JsonNode> SendAsync(string method, JsonObject? parameters = null) => _tools.SendAsync(method, parameters, _session);

    /// <summary>What an expression gives, as JSON can hold it; promises are awaited.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        JsonNode answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        if (answer["exceptionDetails"] is { } trouble)
            throw new InvalidOperationException($"{expression}: {trouble.ToJsonString()}");
        return answer["result"]!["value"]!.GetValue<T>();
    }

    /// <summary>The text of every element that a selector finds.</summary>
    public async Task<string[]> TextsAsync(string selector) =>
        (await EvaluateAsync<string>($"JSON.stringify([...document.querySelectorAll({Quote(selector)})].map(node => node.innerText ?? node.textContent))")) is var texts
            ? [.. JsonNode.Parse(texts)!.AsArray().Select(text => (string)text!)] : [];

    public Task<int> CountAsync(string selector) => EvaluateAsync<int>($"document.querySelectorAll({Quote(selector)}).length");

    public Task ClickAsync(string selector) => EvaluateAsync<bool>($"document.querySelector({Quote(selector)}).click(), true");

    public Task TypeAsync(string selector, string text) => EvaluateAsync<bool>(
        $"(node => {{ node.value = {Quote(text)}; node.dispatchEvent(new Event('input', {{ bubbles: true }})); node.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})(document.querySelector({Quote(selector)}))");

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();

    private void Note(string name, JsonNode parameters)
    {
        switch (name)
        {
            case "Runtime.exceptionThrown":
                Complaints.Enqueue(parameters.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string?)parameters["type"] is "error" or "warning" or "assert":
                Complaints.Enqueue(parameters.ToJsonString());
                break;
            case "Log.entryAdded" when (string?)parameters["entry"]!["level"] is "error" or "warning":
                Complaints.Enqueue(parameters.ToJsonString());
                break;
            case "Network.requestWillBeSent":
                string address = (string)parameters["request"]!["url"]!;
                Requests.Enqueue(address.StartsWith("data:", StringComparison.Ordinal) ? "data:" : address);
                break;
        }
    }
}
