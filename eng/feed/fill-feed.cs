// Makes ONNX Runtime's packages restorable on a machine whose NuGet registry lacks them: the same binaries and the official
// C# sources are fetched with npm, checked against npm.lock and packed under the official names into eng/feed/packages.
// Usage: dotnet run --file fill-feed.cs -- <onnxruntime version> <extensions version> <cpu|gpu> <marker file>
// FillFeed.targets calls it before the first restore; once the marker file exists it is not called again.
#:property PublishAot=false
#:property NuGetAudit=false

using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

if (args is not [var version, var extensionsVersion, "cpu" or "gpu", var marker])
{
    Console.Error.WriteLine("usage: fill-feed <onnxruntime version> <extensions version> <cpu|gpu> <marker file>");
    return 2;
}

bool gpu = args[2] == "gpu";
string feed = Path.GetDirectoryName(Path.GetFullPath(marker))!;
string pack = Path.Combine(ScriptFolder(), "pack");
Directory.CreateDirectory(feed);

// Several builds may start at once; the first one fills the feed, the others wait for it.
using FileStream gate = await LockAsync(Path.Combine(feed, ".lock"));
if (File.Exists(marker))
    return 0;

string scratch = Directory.CreateTempSubdirectory("speech-sdk-feed-").FullName;
try
{
    if (RegistryHasPackages())
    {
        File.WriteAllText(marker, "The NuGet registry has the official packages.\n");
        return 0;
    }

    Console.WriteLine("The NuGet registry lacks ONNX Runtime; packing it from npm (once, some 180 MB)...");
    string runtime = Fetch("com.github.asus4.onnxruntime");
    PackManaged(Path.Combine(runtime, "Runtime"));
    PackNative("Microsoft.ML.OnnxRuntime", version,
        ("linux-x64", Plugin(runtime, "Linux/x64")), ("win-x64", Plugin(runtime, "Windows/x64")),
        ("win-arm64", Plugin(runtime, "Windows/arm64")), ("osx-arm64", Plugin(runtime, "macOS/arm64")));

    string extensions = Fetch("com.github.asus4.onnxruntime-extensions");
    PackNative("Microsoft.ML.OnnxRuntime.Extensions", extensionsVersion,
        ("linux-x64", Plugin(extensions, "Linux/x64")), ("linux-arm64", Plugin(extensions, "Linux/arm64")),
        ("win-x64", Plugin(extensions, "Windows/x64")), ("win-arm64", Plugin(extensions, "Windows/arm64")),
        ("osx-arm64", Plugin(extensions, "macOS/arm64")));

    if (gpu)
    {
        string node = Fetch("onnxruntime-node");
        string cuda = Fetch("com.github.asus4.onnxruntime.linux-x64-gpu");
        string linux = Path.Combine(node, "bin/napi-v6/linux/x64");
        // The providers look for the library under the name it has in the official package.
        File.Copy(Path.Combine(linux, "libonnxruntime.so.1"), Path.Combine(linux, "libonnxruntime.so"), overwrite: true);
        PackNative("Microsoft.ML.OnnxRuntime.Gpu", version,
            ("linux-x64", [.. Directory.GetFiles(linux, "libonnxruntime.so*"), .. Plugin(cuda, "Linux/x64")]),
            ("win-x64", Directory.GetFiles(Path.Combine(node, "bin/napi-v6/win32/x64"), "*.dll")));
    }

    File.WriteAllText(marker, "Packed from npm.\n");
    return 0;
}
catch (FeedException e)
{
    Console.Error.WriteLine($"error FEED001: {e.Message}");
    return 1;
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

bool RegistryHasPackages()
{
    string flavor = gpu ? "Microsoft.ML.OnnxRuntime.Gpu" : "Microsoft.ML.OnnxRuntime";
    string probe = Directory.CreateDirectory(Path.Combine(scratch, "probe")).FullName;
    File.WriteAllText(Path.Combine(probe, "probe.csproj"), $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.ML.OnnxRuntime.Managed" Version="[{version}]" />
            <PackageReference Include="{flavor}" Version="[{version}]" />
            <PackageReference Include="Microsoft.ML.OnnxRuntime.Extensions" Version="[{extensionsVersion}]" />
          </ItemGroup>
        </Project>
        """);
    // A cache of its own: packages that an earlier run of this script packed must not pass for the registry's.
    (int exitCode, string output) = Run("dotnet", ["restore", "--packages", Path.Combine(scratch, "cache")], probe);
    // NU1101 to NU1103: no such package or version. Anything else (no network, no permission) says nothing about the registry.
    string[] lacking = ["NU1101", "NU1102", "NU1103"];
    return exitCode == 0 || (lacking.Any(code => output.Contains(code, StringComparison.Ordinal))
        ? false
        : throw new FeedException($"the NuGet registry could not be asked for ONNX Runtime; check the network and nuget.config, then build again. NuGet said: {output.Trim()}"));
}

// Downloads a package at the version and checksum that npm.lock pins, and returns its unpacked folder.
string Fetch(string name)
{
    string[] pin = File.ReadLines(Path.Combine(ScriptFolder(), "npm.lock")).Select(line => line.Split(' '))
        .Single(fields => fields[0] == name);
    string folder = Directory.CreateDirectory(Path.Combine(scratch, name)).FullName;
    (int exitCode, string output) = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
        ["pack", $"{pin[0]}@{pin[1]}", "--ignore-scripts", "--silent"], folder);
    string? tarball = Directory.GetFiles(folder, "*.tgz").SingleOrDefault();
    if (exitCode != 0 || tarball is null)
    {
        throw new FeedException(
            $"ONNX Runtime {version} is neither in the NuGet registry nor to be had from npm ('npm pack {pin[0]}@{pin[1]}' failed). " +
            "Configure a NuGet source that has Microsoft.ML.OnnxRuntime, or install Node.js with npm and a registry it can reach. " +
            $"npm said: {output.Trim()}");
    }

    using (FileStream file = File.OpenRead(tarball))
    {
        string actual = Convert.ToHexStringLower(SHA256.HashData(file));
        if (actual != pin[2])
            throw new FeedException($"{name} {pin[1]} has SHA-256 {actual}, npm.lock expects {pin[2]}. Nothing of it was used.");
        file.Position = 0;
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(gzip, folder, overwriteFiles: true);
    }

    return Path.Combine(folder, "package");
}

static string[] Plugin(string package, string platform) =>
    [.. Directory.GetFiles(Path.Combine(package, "Plugins", platform)).Where(file => !file.EndsWith(".meta", StringComparison.Ordinal))];

void PackManaged(string sources) =>
    Pack("Managed.csproj", "Microsoft.ML.OnnxRuntime.Managed", version, ("SourceFolder", sources));

void PackNative(string id, string packVersion, params (string Rid, string[] Files)[] platforms)
{
    string natives = Path.Combine(scratch, "natives", id);
    foreach ((string rid, string[] files) in platforms)
    {
        string target = Directory.CreateDirectory(Path.Combine(natives, "runtimes", rid, "native")).FullName;
        foreach (string file in files)
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
    }

    Pack("Native.csproj", id, packVersion, ("NativeFolder", natives), ("PackId", id));
}

void Pack(string project, string id, string packVersion, params (string Name, string Value)[] properties)
{
    // Built outside the repository, so that neither its settings nor its package sources apply.
    string work = Directory.CreateDirectory(Path.Combine(scratch, "pack", id)).FullName;
    File.Copy(Path.Combine(pack, project), Path.Combine(work, project));
    string[] arguments = ["pack", project, "-c", "Release", "-o", feed, "--nologo", "-v", "quiet", $"-p:PackVersion={packVersion}",
        .. properties.Select(property => $"-p:{property.Name}={property.Value}")];
    (int exitCode, string output) = Run("dotnet", arguments, work);
    if (exitCode != 0)
        throw new FeedException($"packing {id} {packVersion} failed:\n{output}");
}

static (int ExitCode, string Output) Run(string program, string[] arguments, string folder)
{
    try
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Set by the build that called this script; they would reconfigure the builds it starts.
        foreach (string variable in (string[])["MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly"])
            start.Environment.Remove(variable);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }
    catch (System.ComponentModel.Win32Exception e)
    {
        return (127, $"{program}: {e.Message}");
    }
}

static async Task<FileStream> LockAsync(string path)
{
    while (true)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35)
        {
            // Held by another build; anything else, such as a read-only checkout, is an error to see.
            await Task.Delay(500);
        }
    }
}

static string ScriptFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

sealed class FeedException(string message) : Exception(message);
