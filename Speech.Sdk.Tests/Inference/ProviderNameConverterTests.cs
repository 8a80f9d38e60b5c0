using System.ComponentModel;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

public sealed class ProviderNameConverterTests
{
    [TestCase("Cuda", ExecutionProvider.Cuda)]
    [TestCase("directml", ExecutionProvider.DirectMl)]
    public void Name_IsThatProvidersDefaults(string name, ExecutionProvider expected) =>
        Assert.That(Convert(name), Is.EqualTo(ProviderOptions.FromExecutionProvider(expected)));

    [TestCase("cpu,cuda")]
    [TestCase("1")]
    [TestCase("")]
    [TestCase(" Cpu")]
    public void NoName_IsRefused(string given) => Assert.That(() => Convert(given), Throws.TypeOf<FormatException>().With.Message.StartsWith($"ExecutionProvider is '{given}'; expected one of Auto, Cpu"));

    private static object? Convert(string text) => TypeDescriptor.GetConverter(typeof(ProviderOptions)).ConvertFromInvariantString(text);
}
