using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Speech.Sdk.Hosting;

/// <summary>Loads a recogniser's model while the host starts, where the settings want it.</summary>
/// <param name="services">The container.</param>
/// <param name="name">The settings' name.</param>
/// <param name="key">The recogniser's key; null for the one without.</param>
internal sealed class WarmUp(IServiceProvider services, string name, object? key) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        SpeechRecognizerSettings settings = services.GetRequiredService<IOptionsMonitor<SpeechRecognizerSettings>>().Get(name);
        if (!settings.WarmUp)
            return Task.CompletedTask;
        ISpeechRecognizer recognizer = key is null ? services.GetRequiredService<ISpeechRecognizer>() : services.GetRequiredKeyedService<ISpeechRecognizer>(key);
        // An application may have put a recogniser of its own in the place.
        return recognizer is ILoadedOnUse hosted ? hosted.GetInfoAsync(cancellationToken) : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
