using System.Security.Cryptography;

namespace Speech.Sdk.Models.KyutaiStt.Sessions;

/// <summary>
/// The file of a stream's state: a mark, the format's version, the model's hash, the state's length, the state and its hash. It is
/// replaced in one go, so that there is always a whole one.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="model">Whose states these are: SHA-256 of the model's manifest.</param>
internal sealed class StateFile(string path, ReadOnlyMemory<byte> model) : IDisposable
{
    private const int Version = 2;

    private static readonly byte[] Mark = "SPEECHST"u8.ToArray();

    private FileStream? _hold;

    /// <summary>The state; null where there is no file. Until this is disposed no other stream gets the file.</summary>
    /// <exception cref="SpeechException">The file is something else, of another model or version, damaged, of a stream under way, or cannot be written.</exception>
    public byte[]? Read()
    {
        try
        {
            // Better now than after hours.
            if (Directory.Exists(path))
                throw Error("this is a folder; give the path of a file as StatePath");
            if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
                throw Error("there is no folder for the stream's state; make it, or give another StatePath");
            Hold();
            if (!File.Exists(path))
                return null;
            using BinaryReader file = new(File.OpenRead(path));
            if (!file.ReadBytes(Mark.Length).AsSpan().SequenceEqual(Mark))
                throw Error("this is no state of a stream; give a StatePath that does not exist yet");
            if (file.ReadInt32() is var version && version != Version)
                throw Error($"the state is of version {version}, this SDK reads {Version}; delete it to begin anew");
            if (!file.ReadBytes(SHA256.HashSizeInBytes).AsSpan().SequenceEqual(model.Span))
                throw Error("the state is of another model; load that model, or delete the file to begin anew");
            long length = file.ReadInt64();
            if (length != file.BaseStream.Length - file.BaseStream.Position - SHA256.HashSizeInBytes || length > Array.MaxLength)
                throw Error("the state is cut off; delete it to begin anew");
            byte[] state = file.ReadBytes((int)length);
            return file.ReadBytes(SHA256.HashSizeInBytes).AsSpan().SequenceEqual(SHA256.HashData(state)) ? state
                : throw Damaged(null);
        }
        catch (EndOfStreamException)
        {
            throw Error("the state is cut off; delete it to begin anew");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{path}: the stream's state cannot be read ({e.Message}); look at the file, or give another StatePath.", e);
        }
    }

    /// <summary>Puts a state in the place of the one before.</summary>
    /// <exception cref="SpeechException">The file cannot be written; the one before is still there.</exception>
    public void Write(ReadOnlySpan<byte> state)
    {
        string next = path + ".next";
        try
        {
            using (FileStream stream = File.Create(next))
            using (BinaryWriter file = new(stream))
            {
                file.Write(Mark);
                file.Write(Version);
                file.Write(model.Span);
                file.Write((long)state.Length);
                file.Write(state);
                file.Write(SHA256.HashData(state));
                file.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Discard(next);
            throw new SpeechException($"{path}: the stream's state cannot be written ({e.Message}); make room, or give another StatePath.", e);
        }
    }

    /// <summary>The stream has ended.</summary>
    /// <exception cref="SpeechException">The file cannot be removed.</exception>
    public void Delete()
    {
        try
        {
            if (File.Exists(path))
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{path}: the stream has ended, but its state cannot be deleted ({e.Message}); delete it.", e);
        }
    }

    public void Dispose() => _hold?.Dispose();

    public SpeechException Damaged(Exception? cause) => new($"{path}: the state is damaged; delete it to begin anew.", cause!);

    public SpeechException NoMemory(Exception cause) =>
        new($"{path}: the stream's state cannot be written: there is no memory to copy it. End other streams, or load the model with a lower {nameof(RecognizerOptions.MaxStreams)}.", cause);

    // The system lets go of it when a process ends in whatever way.
    private void Hold()
    {
        try
        {
            _hold = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpeechException($"{path}: the stream's state cannot be kept here ({e.Message}); end the stream that uses it, or give another StatePath.", e);
        }
    }

    // Half a file would only take the room that was wanting.
    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private SpeechException Error(string problem) => new($"{path}: {problem}.");
}
