using Speech.Sdk.Tests.Support;

namespace Speech.Sdk.Tests.Packages;

/// <summary>
/// An application outside of the repository, as a user begins one: a program that uses something of every library package, over a class library that brings the embedded model.
/// </summary>
/// <param name="feed">Where its packages come from.</param>
/// <param name="version">The packages' version.</param>
internal sealed class FreshApplication(PackageFeed feed, string version)
{
    private Task? _published;

    private string Folder => Path.Combine(feed.Application, "program");

    private string Published => feed["out"];

    /// <summary>Publishes it, without a warning; once for all who ask.</summary>
    public Task PublishAsync() => _published ??= WriteAndPublishAsync();

    /// <summary>Runs it and gives what it writes.</summary>
    public async Task<string> RunAsync(string clip) => (await DotNet.RunAsync(Folder, Path.Combine(Published, "program.dll"), clip)).Trim();

    /// <summary>What is published for a platform, as MSBuild tells it.</summary>
    public Task<string> ListPublishedAsync(string platform) => DotNet.RunAsync(
        Folder, "msbuild", "-t:ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish", $"-p:RuntimeIdentifier={platform}", "-p:Configuration=Release", "-p:SelfContained=false");

    /// <summary>Takes away the native ONNX Runtime.</summary>
    public void RemoveNativeRuntime()
    {
        foreach (string native in Directory.EnumerateFiles(Published, "*onnxruntime.*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".so" or ".dll" or ".dylib"))
        {
            if (Path.GetFileName(native) != "Microsoft.ML.OnnxRuntime.dll")
                File.Delete(native);
        }
    }

    private async Task WriteAndPublishAsync()
    {
        Write("speech/speech.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{PackageFeed.Model}" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        Write("program/program.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <NuGetAudit>false</NuGetAudit>
                <!-- Platforms that it can be published for, without what would have to be downloaded for each. -->
                <RuntimeIdentifiers>linux-x64;osx-arm64;osx-x64</RuntimeIdentifiers>
                <EnableRuntimePackDownload>false</EnableRuntimePackDownload>
                <EnableAppHostPackDownload>false</EnableAppHostPackDownload>
                <UseAppHost>false</UseAppHost>
                <!-- Microsoft.Extensions.AI calls its speech interfaces experimental. -->
                <NoWarn>$(NoWarn);MEAI001</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../speech/speech.csproj" />
                <PackageReference Include="{NativeFlavor.Package}" Version="{NativeFlavor.VersionOf(NativeFlavor.Package)}" />
                <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="{NativeFlavor.VersionOf("Microsoft.Extensions.DependencyInjection.Abstractions")}" />
                {string.Join("\n    ", PackedProject.Libraries.Select(id => $"<PackageReference Include=\"{id}\" Version=\"{version}\" />"))}
              </ItemGroup>
            </Project>
            """);
        Write("program/Program.cs", """
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.DependencyInjection;
            using Speech.Sdk;
            using Speech.Sdk.Capture;
            using Speech.Sdk.Export;
            using Speech.Sdk.Extensions.AI;
            using Speech.Sdk.Models;

            try
            {
                await using ServiceProvider services = new ServiceCollection()
                    .AddSpeechRecognizer("whisper-base", settings => settings.Recognizer = new RecognizerOptions { Hub = new HubOptions { Converter = new CheckpointConverter() } })
                    .BuildServiceProvider();
                using ISpeechToTextClient client = services.GetRequiredService<ISpeechRecognizer>().AsSpeechToTextClient();
                await using FileStream clip = File.OpenRead(args[0]);
                Console.WriteLine((await client.GetTextAsync(clip)).Text);
                Console.WriteLine(AudioCapture.Create(new CaptureOptions { Program = "tape" }).Name);
            }
            catch (SpeechException error)
            {
                Console.WriteLine($"{error.GetType().Name}: {error.Message}");
            }
            """);
        await DotNet.RunAsync(Folder, "publish", "-c", "Release", "-o", Published, "-v", "q", "-warnaserror");
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(feed.Application, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
