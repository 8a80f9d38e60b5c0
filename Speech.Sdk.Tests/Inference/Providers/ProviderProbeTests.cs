using Speech.Sdk.Inference;
using Speech.Sdk.Inference.Providers;

namespace Speech.Sdk.Tests.Inference.Providers;

/// <summary>What is said of a provider on machines that lack this or that.</summary>
public sealed class ProviderProbeTests
{
    private const string Cuda = "libonnxruntime_providers_cuda.so";
    private const string Shared = "libonnxruntime_providers_shared.so";

    // What readelf -d says of the provider of Microsoft.ML.OnnxRuntime.Gpu.Linux 1.31.0.
    private static readonly string[] CudaNeeds = ["libcublasLt.so.13", "libcublas.so.13", "libcurand.so.10", "libcudart.so.13", "libcuda.so.1", "libdl.so.2", "libc.so.6"];
    private static readonly string[] System = ["libdl.so.2", "libc.so.6"];

    [Test]
    public void CpuPackage_NamesTheFilesTheFoldersAndThePackage()
    {
        ExecutionProviderStatus status = Probe(new FakeLibraries(OsKind.Linux), ExecutionProvider.Cuda, ["CPUExecutionProvider"]);
        Assert.That(status.Usable, Is.False);
        Assert.That(status.Reason, Is.EqualTo(
            "the native ONNX Runtime beside this application was built without it (it has CPUExecutionProvider); libonnxruntime_providers_shared.so, libonnxruntime_providers_cuda.so are not in /app, /app/native; " +
            "add the package Microsoft.ML.OnnxRuntime.Gpu in place of Microsoft.ML.OnnxRuntime (an application takes one package of ONNX Runtime)."));
        Assert.That((status.Missing, status.Searched, status.Package), Is.EqualTo((new[] { Shared, Cuda }, new[] { "/app", "/app/native" }, "Microsoft.ML.OnnxRuntime.Gpu")));
    }

    [Test]
    public void BothPackages_SaysThatOneCoversTheOther()
    {
        FakeLibraries libraries = new(OsKind.Linux) { Beside = [Shared, Cuda] };
        Assert.That(Probe(libraries, ExecutionProvider.Cuda, ["CPUExecutionProvider"]).Reason, Does.Contain("are here, but ONNX Runtime itself is another package's: reference Microsoft.ML.OnnxRuntime.Gpu alone"));
    }

    [Test]
    public void NoCudaAtAll_NamesEveryLibraryAndItsProduct()
    {
        FakeLibraries libraries = Gpu(System);
        ExecutionProviderStatus status = Probe(libraries, ExecutionProvider.Cuda, ["CUDAExecutionProvider"]);
        Assert.That(status.Missing, Is.EqualTo(new[] { "libcublasLt.so.13", "libcublas.so.13", "libcurand.so.10", "libcudart.so.13", "libcuda.so.1", "libcudnn.so.9" }));
        Assert.That(status.Reason, Does.StartWith("missing: libcublasLt.so.13 (of the CUDA toolkit, version 13)")
            .And.Contains("libcurand.so.10 (of the CUDA toolkit), ").And.Contains("libcuda.so.1 (of the NVIDIA driver)").And.Contains("libcudnn.so.9 (of cuDNN, version 9)")
            .And.Contains("looked in LD_LIBRARY_PATH (/opt/lib), the system's library path")
            .And.Contains("the package Microsoft.ML.OnnxRuntime.Gpu is here: install the CUDA toolkit, the NVIDIA driver, cuDNN in the versions named")
            .And.EndsWith("ONNX Runtime says: it does not load."));
    }

    [Test]
    public void OtherCudaVersion_IsNamed()
    {
        FakeLibraries libraries = Gpu([.. System, "libcublasLt.so.12", "libcublas.so.12", "libcurand.so.10", "libcudart.so.12", "libcuda.so.1", "libcudnn.so.9"]);
        ExecutionProviderStatus status = Probe(libraries, ExecutionProvider.Cuda, ["CUDAExecutionProvider"]);
        Assert.That(status.Missing, Is.EqualTo(new[] { "libcublasLt.so.13", "libcublas.so.13", "libcudart.so.13" }));
        Assert.That(status.Reason, Does.Contain("libcudart.so.13 (of the CUDA toolkit, version 13; version 12 is here, which this ONNX Runtime was not built for)"));
    }

    [Test]
    public void CuDnnAlone_IsMissedThoughTheProviderNamesItNowhere() => Assert.That(
        Probe(Gpu([.. CudaNeeds]), ExecutionProvider.Cuda, ["CUDAExecutionProvider"]).Missing, Is.EqualTo(new[] { "libcudnn.so.9" }));

    [Test]
    public void LibraryOfTheSystem_IsThePackageManagersToInstall() => Assert.That(
        Probe(Gpu([.. CudaNeeds.Except(["libdl.so.2"]), "libcudnn.so.9"]), ExecutionProvider.Cuda, ["CUDAExecutionProvider"]).Reason,
        Does.StartWith("missing: libdl.so.2 (of the system);").And.Contains("is here: install them by the system's package manager. ONNX"));

    [Test]
    public void LibraryWhoseVersionIsNoNumber_IsNamed() => Assert.That(
        MissingLibrary.Describe("libcudart.so.99999999999999", _ => true), Is.EqualTo("libcudart.so.99999999999999 (of the CUDA toolkit, version 99999999999999)"));

    [Test]
    public void AllLibrariesButNoGpu_PointsAtTheDriver() => Assert.That(
        Probe(Gpu([.. CudaNeeds, "libcudnn.so.9"]), ExecutionProvider.Cuda, ["CUDAExecutionProvider"]).Reason,
        Is.EqualTo("the package Microsoft.ML.OnnxRuntime.Gpu and all libraries that it needs are here, but nothing runs on it; check the GPU, its driver and the device's number. ONNX Runtime says: it does not load."));

    [Test]
    public void TensorRtWithoutItsLibraries_NamesThem()
    {
        FakeLibraries libraries = new(OsKind.Linux)
        {
            Beside = [Shared, Cuda, "libonnxruntime_providers_tensorrt.so"], Installed = [.. CudaNeeds, "libcudnn.so.9"],
            Imports = { [Cuda] = CudaNeeds, ["libonnxruntime_providers_tensorrt.so"] = ["libnvinfer.so.10", "libnvonnxparser.so.10", "libcudart.so.13"] },
        };
        ExecutionProviderStatus status = Probe(libraries, ExecutionProvider.TensorRt, ["TensorrtExecutionProvider", "CUDAExecutionProvider"]);
        Assert.That(status.Missing, Is.EqualTo(new[] { "libnvinfer.so.10", "libnvonnxparser.so.10" }));
        Assert.That(status.Reason, Does.Contain("install TensorRT in the versions named"));
    }

    [TestCase("Linux", "DirectMl", "DirectML needs Windows; this is Linux.")]
    [TestCase("Windows", "CoreMl", "Core ML needs macOS; this is Windows.")]
    [TestCase("MacOs", "Cuda", "CUDA needs Windows or Linux; this is MacOs.")]
    [TestCase("MacOs", "TensorRt", "TensorRT needs Windows or Linux; this is MacOs.")]
    [TestCase("Windows", "DirectMl", "the native ONNX Runtime beside this application was built without it (it has CPUExecutionProvider); add the package Microsoft.ML.OnnxRuntime.DirectML")]
    [TestCase("MacOs", "CoreMl", "the native ONNX Runtime beside this application was built without it (it has CPUExecutionProvider); use the package Microsoft.ML.OnnxRuntime, whose build for macOS has it.")]
    public void SystemOrBuildWithoutTheProvider_SaysSo(string os, string provider, string expected) => Assert.That(
        Probe(new FakeLibraries(Enum.Parse<OsKind>(os)), Enum.Parse<ExecutionProvider>(provider), ["CPUExecutionProvider"]).Reason, Does.StartWith(expected));

    [Test]
    public void Windows_NamesItsOwnFiles()
    {
        FakeLibraries libraries = new(OsKind.Windows)
        {
            Beside = ["onnxruntime_providers_shared.dll", "onnxruntime_providers_cuda.dll"],
            Imports = { ["onnxruntime_providers_cuda.dll"] = ["cublas64_13.dll", "cudart64_13.dll", "onnxruntime_providers_shared.dll"] }, Installed = ["cublas64_13.dll", "cudart64_12.dll"],
        };
        Assert.That(Probe(libraries, ExecutionProvider.Cuda, ["CUDAExecutionProvider"]).Reason, Does.StartWith(
            "missing: cudart64_13.dll (of the CUDA toolkit, version 13; version 12 is here, which this ONNX Runtime was not built for), cudnn64_9.dll (of cuDNN, version 9)"));
    }

    [Test]
    public void Working_IsUsable()
    {
        ExecutionProviderStatus status = new ProviderProbe(Gpu([]), () => ["CUDAExecutionProvider"], _ => { }).Probe(ExecutionProvider.Cuda);
        Assert.That((status.Usable, status.Reason), Is.EqualTo((true, "a session runs on it")));
    }

    [Test]
    public void Proven_WhatWorkedIsNotTriedAgain_WhatFailedIs()
    {
        int runs = 0;
        bool works = false;
        ProviderProbe probe = new(Gpu([]), () => ["CUDAExecutionProvider"], _ =>
        {
            runs++;
            if (!works)
                throw new DllNotFoundException("it does not load");
        });
        ProvenProviders proven = new(probe.Probe);
        Assert.That((proven.Probe(new CudaOptions()).Usable, proven.Probe(new CudaOptions()).Usable, runs), Is.EqualTo((false, false, 2)));
        works = true;
        Assert.That((proven.Probe(new CudaOptions()).Usable, proven.Probe(new CudaOptions()).Usable, runs), Is.EqualTo((true, true, 3)), "mended meanwhile");
        Assert.That((proven.Probe(new CudaOptions { DeviceId = 1 }).Usable, runs), Is.EqualTo((true, 4)), "another GPU");
    }

    private static FakeLibraries Gpu(string[] installed) => new(OsKind.Linux) { Beside = [Shared, Cuda], Imports = { [Cuda] = CudaNeeds }, Installed = installed };

    private static ExecutionProviderStatus Probe(FakeLibraries libraries, ProviderOptions options, string[] built) =>
        new ProviderProbe(libraries, () => built, _ => throw new DllNotFoundException("it does not load")).Probe(options);
}
