using System.ComponentModel;
using System.Globalization;

namespace Speech.Sdk.Inference;

/// <summary>Makes options of a provider's name, as configuration files give it: <c>"ExecutionProvider": "Cuda"</c>.</summary>
internal sealed class ProviderNameConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => value is not string name
        ? base.ConvertFrom(context, culture, value)
        // Numbers and lists, which enumerations are parsed from too, are no names.
        : Enum.GetNames<ExecutionProvider>().Contains(name, StringComparer.OrdinalIgnoreCase)
            ? (ProviderOptions)Enum.Parse<ExecutionProvider>(name, ignoreCase: true)
            : throw new FormatException($"ExecutionProvider is '{name}'; expected one of {string.Join(", ", Enum.GetNames<ExecutionProvider>())}.");
}
