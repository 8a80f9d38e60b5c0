using System.Buffers.Binary;
using Speech.Sdk.Tests.Cli;

namespace Speech.Sdk.Tests.Capture;

/// <summary>A folder with programs that are shell scripts.</summary>
internal sealed class FakePrograms : IDisposable
{
    private readonly TemporaryFolder _folder;

    public FakePrograms()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs a POSIX shell.");
        _folder = new TemporaryFolder();
    }

    /// <summary>What a capture looks for programs in; the shell's own programs are behind.</summary>
    public string SearchPath => _folder.Root;

    public string this[string name] => _folder[name];

    /// <summary>Adds a program that does what the shell commands say.</summary>
    public FakePrograms Add(string name, string commands)
    {
        File.WriteAllText(_folder[name], $"#!/bin/sh\n{commands}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <summary>Adds 16-bit samples that a program may write.</summary>
    public FakePrograms AddSamples(string name, params short[] samples)
    {
        byte[] bytes = new byte[samples.Length * sizeof(short)];
        for (int index = 0; index < samples.Length; index++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(index * sizeof(short)), samples[index]);
        File.WriteAllBytes(_folder[name], bytes);
        return this;
    }

    public void Dispose() => _folder.Dispose();
}
