using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Speech.Sdk.LanguageModels;

/// <summary>The memory of a model: a mapped file, or memory that was filled from one. The only owner of what its addresses point to.</summary>
internal sealed unsafe class ModelMemory : SafeHandle
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;

    private ModelMemory(byte* start, ulong length, MemoryMappedFile? file, MemoryMappedViewAccessor? view)
        : base(0, ownsHandle: true)
    {
        Start = start;
        (Length, _file, _view) = (length, file, view);
        SetHandle((nint)start);
    }

    public byte* Start { get; }

    public ulong Length { get; }

    /// <summary>Whether it is a mapped file.</summary>
    public bool IsFile => _file is not null;

    public override bool IsInvalid => handle == 0;

    /// <summary>Maps a file for reading; pages are loaded as they are needed.</summary>
    public static ModelMemory Map(string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        MemoryMappedFile? file = null;
        MemoryMappedViewAccessor? view = null;
        try
        {
            ulong length = (ulong)stream.Length;
            file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            return new ModelMemory(start + view.PointerOffset, length, file, view);
        }
        catch
        {
            view?.Dispose();
            file?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Zeroed memory, on a boundary of 8 bytes.</summary>
    public static ModelMemory Allocate(ulong length) => new((byte*)NativeMemory.AllocZeroed((nuint)length), length, null, null);

    protected override bool ReleaseHandle()
    {
        if (_view is null)
        {
            NativeMemory.Free(Start);
        }
        else
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file!.Dispose();
        }

        return true;
    }
}
