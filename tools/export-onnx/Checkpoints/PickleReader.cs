using System.Buffers.Binary;
using System.Text;

namespace Speech.Sdk.Export.Checkpoints;

/// <summary>
/// Reads the pickle of a saved state dictionary and nothing else: it builds plain values and tensor descriptions, and refuses
/// every other callable, so that no file can make it run code. Opcodes are those of Python's pickletools, protocols 2 to 4.
/// </summary>
internal sealed class PickleReader(BinaryReader reader)
{
    private const int LongestString = 1 << 20, LongestName = 256;
    private static readonly object Mark = new();
    private readonly List<object?> _stack = [];
    private readonly Dictionary<int, object?> _memo = [];

    /// <summary>The pickled value: dictionaries with string keys, whose tensors are <see cref="PickledTensor"/>s.</summary>
    public object? Read()
    {
        while (true)
        {
            byte opcode = reader.ReadByte();
            if (opcode == '.')
                return Pop();
            Execute(opcode);
        }
    }

    private void Execute(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: reader.ReadByte(); break;                               // PROTO
            case 0x95: reader.ReadInt64(); break;                              // FRAME
            case (byte)'(': Push(Mark); break;
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'K': Push((long)reader.ReadByte()); break;              // BININT1
            case (byte)'M': Push((long)reader.ReadUInt16()); break;            // BININT2
            case (byte)'J': Push((long)reader.ReadInt32()); break;             // BININT
            case 0x8a: Push(ReadLong(reader.ReadByte())); break;               // LONG1
            case (byte)'G': Push(BinaryPrimitives.ReadDoubleBigEndian(reader.ReadBytes(8))); break;
            case (byte)'X': Push(ReadString(reader.ReadInt32())); break;       // BINUNICODE
            case 0x8c: Push(ReadString(reader.ReadByte())); break;             // SHORT_BINUNICODE
            case (byte)'U': Push(ReadString(reader.ReadByte())); break;        // SHORT_BINSTRING
            case (byte)'c': Push(new Global($"{ReadLine()}.{ReadLine()}")); break;
            case 0x93: (object? name, object? module) = (Pop(), Pop()); Push(Named(module, name)); break;
            case (byte)'q': _memo[reader.ReadByte()] = _stack[^1]; break;      // BINPUT
            case (byte)'r': _memo[reader.ReadInt32()] = _stack[^1]; break;     // LONG_BINPUT
            case 0x94: _memo[_memo.Count] = _stack[^1]; break;                  // MEMOIZE
            case (byte)'h': Push(_memo[reader.ReadByte()]); break;             // BINGET
            case (byte)'j': Push(_memo[reader.ReadInt32()]); break;            // LONG_BINGET
            case (byte)')': Push(Array.Empty<object?>()); break;
            case 0x85: Push(PopLast(1)); break;                                 // TUPLE1
            case 0x86: Push(PopLast(2)); break;
            case 0x87: Push(PopLast(3)); break;
            case (byte)'t': Push(PopToMark()); break;                           // TUPLE
            case (byte)']': Push(new List<object?>()); break;
            case (byte)'a': object? item = Pop(); ((List<object?>)_stack[^1]!).Add(item); break;
            case (byte)'e': object?[] items = PopToMark(); ((List<object?>)_stack[^1]!).AddRange(items); break;
            case (byte)'}': Push(new Dictionary<string, object?>()); break;
            case (byte)'s': SetItems(PopLast(2)); break;                        // SETITEM
            case (byte)'u': SetItems(PopToMark()); break;                       // SETITEMS
            case (byte)'Q': Push(Storage((object?[])Pop()!)); break;            // BINPERSID
            case (byte)'R': object?[] arguments = (object?[])Pop()!; Push(Call((Global)Pop()!, arguments)); break;
            case (byte)'b': Pop(); break;                                       // BUILD: a state dictionary's _metadata
            default: throw new InvalidDataException($"pickle opcode 0x{opcode:x2} has no place in a state dictionary");
        }
    }

    // Made of texts that are kept, names would grow by a few bytes of the file to any length.
    private static Global Named(object? module, object? name) => module is string inside && name is string function && inside.Length + function.Length <= LongestName
        ? new Global($"{inside}.{function}")
        : throw new InvalidDataException("a function's name is no short text");

    private static object? Call(Global function, object?[] arguments) => function.Name switch
    {
        "collections.OrderedDict" when arguments.Length == 0 => new Dictionary<string, object?>(),
        "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor" => new PickledTensor(
            (PickledStorage)arguments[0]!, (long)arguments[1]!, Longs(arguments[2]), Longs(arguments[3])),
        "torch._utils._rebuild_parameter" => arguments[0],
        _ => throw new InvalidDataException($"it calls {function.Name}, which restores no tensor and is refused"),
    };

    private static PickledStorage Storage(object?[] id) => id is ["storage", Global type, string key, ..]
        ? new PickledStorage(type.Name, key)
        : throw new InvalidDataException("a persistent id is not a tensor's storage");

    private void SetItems(object?[] pairs)
    {
        var target = (Dictionary<string, object?>)_stack[^1]!;
        for (int i = 0; i < pairs.Length; i += 2)
            target[pairs[i] as string ?? throw new InvalidDataException("a dictionary key is not text")] = pairs[i + 1];
    }

    private static long[] Longs(object? tuple) => [.. ((object?[])tuple!).Select(value => (long)value!)];

    private void Push(object? value) => _stack.Add(value);

    private object? Pop()
    {
        object? value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] PopLast(int count)
    {
        object?[] values = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    private object?[] PopToMark()
    {
        int mark = _stack.LastIndexOf(Mark);
        object?[] values = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private long ReadLong(int bytes)
    {
        long value = 0;
        byte[] digits = reader.ReadBytes(bytes);
        for (int i = bytes - 1; i >= 0; i--)
            value = i == bytes - 1 ? (sbyte)digits[i] : (value << 8) | digits[i];
        return bytes <= 8 ? value : throw new InvalidDataException("an integer is longer than 64 bits");
    }

    private string ReadString(int length) => length is >= 0 and <= LongestString
        ? Encoding.UTF8.GetString(reader.ReadBytes(length))
        : throw new InvalidDataException($"a text of {length} bytes");

    private string ReadLine()
    {
        var line = new StringBuilder();
        for (char c = (char)reader.ReadByte(); c != '\n'; c = (char)reader.ReadByte())
            line.Append(c);
        return line.ToString();
    }

    private sealed record Global(string Name);
}

/// <summary>The file inside the archive that holds a tensor's elements, and PyTorch's name of their type.</summary>
internal sealed record PickledStorage(string Type, string Key);

/// <summary>A tensor as PyTorch pickles it; offset and strides count elements of the storage.</summary>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    public bool IsContiguous()
    {
        long step = 1;
        for (int i = Shape.Length - 1; i >= 0; step *= Shape[i--])
        {
            if (Shape[i] != 1 && Strides[i] != step)
                return false;
        }

        return true;
    }
}
