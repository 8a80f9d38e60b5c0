using System.Diagnostics;

namespace Speech.Sdk.Tests.Evaluation.Reports.Browser;

/// <summary>A headless Chromium or Chrome of this machine, listening for the DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome.exe", "msedge.exe"];

    private readonly Process _process;
    private readonly string _profile;

    private Chromium(Process process, string profile, DevTools tools)
    {
        (_process, _profile) = (process, profile);
        Tools = tools;
    }

    public DevTools Tools { get; }

    /// <summary>Skips the tests, visibly, where there is no browser.</summary>
    public static async Task<Chromium> StartAsync()
    {
        string? program = Find();
        if (program is null)
            Assert.Ignore($"Needs a browser: none of {string.Join(", ", Names)} is in PATH, and CHROME_PATH names none. On Debian: apt-get install chromium.");
        string profile = Directory.CreateTempSubdirectory("speech-tests-chromium-").FullName;
        Process process = Process.Start(new ProcessStartInfo(program!,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--mute-audio", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ])
        { RedirectStandardError = true })!;
        using CancellationTokenSource limit = new(StartLimit);
        string? line;
        do
            line = await process.StandardError.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException($"{program} ended before it listened.");
        while (!line.StartsWith(Announcement, StringComparison.Ordinal));
        // A full pipe would stop the browser.
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return new(process, profile, await DevTools.ConnectAsync(new Uri(line[Announcement.Length..]), limit.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await Tools.DisposeAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        // Its children let go of the profile a moment later.
        for (int attempt = 0; attempt < 20 && Directory.Exists(_profile); attempt++)
        {
            try
            {
                Directory.Delete(_profile, recursive: true);
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable("CHROME_PATH") is { Length: > 0 } named && File.Exists(named)
            ? named
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
