using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Speech.Sdk.Hosting;
using Speech.Sdk.Models;

// Where every extension of the collection is looked for.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds recognisers to a container.</summary>
public static class SpeechServiceCollectionExtensions
{
    private const string LogCategory = "Speech.Sdk";

    /// <summary>
    /// Adds an <see cref="Speech.Sdk.ISpeechRecognizer"/>, one for the whole application: loaded with its first use or while the host starts
    /// (<see cref="SpeechRecognizerSettings.WarmUp"/>), disposed with the container. Logs by the category <c>Speech.Sdk</c>.
    /// </summary>
    /// <param name="services">The container's services.</param>
    /// <param name="model"><c>whisper-base</c>, a folder, or a repository of the hub; null for the settings' own.</param>
    /// <param name="configure">Sets the settings; they can be bound to the configuration as well.</param>
    public static IServiceCollection AddSpeechRecognizer(this IServiceCollection services, string? model = null, Action<SpeechRecognizerSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddSettings(services, Options.Options.DefaultName, model, configure);
        services.TryAddSingleton<Speech.Sdk.ISpeechRecognizer>(provider => Create(provider, Options.Options.DefaultName));
        services.AddSingleton<IHostedService>(provider => new WarmUp(provider, Options.Options.DefaultName, key: null));
        return services;
    }

    /// <summary>
    /// Adds a recogniser that goes by a key, for applications with several models: <c>[FromKeyedServices("dictation")] ISpeechRecognizer</c>. The key, as
    /// text, is the name of its settings.
    /// </summary>
    /// <inheritdoc cref="AddSpeechRecognizer"/>
    /// <param name="services">The container's services.</param>
    /// <param name="key">The key.</param>
    /// <param name="model"><c>whisper-base</c>, a folder, or a repository of the hub; null for the settings' own.</param>
    /// <param name="configure">Sets the settings; they can be bound to the configuration as well.</param>
    public static IServiceCollection AddKeyedSpeechRecognizer(
        this IServiceCollection services, object key, string? model = null, Action<SpeechRecognizerSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(key);
        string name = Convert.ToString(key, CultureInfo.InvariantCulture)!;
        AddSettings(services, name, model, configure);
        services.TryAddKeyedSingleton<Speech.Sdk.ISpeechRecognizer>(key, (provider, _) => Create(provider, name));
        services.AddSingleton<IHostedService>(provider => new WarmUp(provider, name, key));
        return services;
    }

    private static void AddSettings(IServiceCollection services, string name, string? model, Action<SpeechRecognizerSettings>? configure)
    {
        OptionsBuilder<SpeechRecognizerSettings> settings = services.AddOptions<SpeechRecognizerSettings>(name);
        if (model is not null)
            settings.Configure(options => options.Model = model);
        if (configure is not null)
            settings.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SpeechRecognizerSettings>, SettingsValidation>());
        services.TryAddSingleton<ModelLoader>(SpeechRecognizer.LoadAsync);
    }

    private static HostedRecognizer Create(IServiceProvider provider, string name) => new(
        provider.GetRequiredService<IOptionsMonitor<SpeechRecognizerSettings>>().Get(name),
        provider.GetRequiredService<ModelLoader>(),
        provider.GetService<ILoggerFactory>()?.CreateLogger(LogCategory) ?? NullLogger.Instance);
}
