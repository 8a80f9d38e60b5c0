using System.Buffers.Binary;

namespace Speech.Sdk.Tokens.SentencePiece;

/// <summary>Walks the fields of a protobuf message that may be damaged: every length is checked against what is there.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;
    private ReadOnlySpan<byte> _bytes;
    private ulong _number;
    private int _wireType;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Its value: text, bytes or a message.</summary>
    public readonly ReadOnlySpan<byte> Bytes => Expect(Delimited) ? _bytes : default;

    /// <summary>Its value: a whole number, which is cut to 32 bits as the format has it.</summary>
    public readonly int Number => Expect(Varint) ? (int)_number : default;

    public readonly bool Flag => Expect(Varint) && _number != 0;

    public readonly float Single => Expect(Fixed32) ? BitConverter.UInt32BitsToSingle((uint)_number) : default;

    /// <summary>Reads the next field; false at the message's end.</summary>
    /// <exception cref="FormatException">The message ends inside a field, or has one of an unknown kind.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        ulong key = ReadVarint();
        Field = key >> 3 is > 0 and <= int.MaxValue ? (int)(key >> 3) : throw new FormatException("it has a field without a number");
        _wireType = (int)(key & 7);
        switch (_wireType)
        {
            case Varint:
                _number = ReadVarint();
                break;
            case Fixed64:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case Fixed32:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case Delimited:
                _bytes = Take(ReadVarint());
                break;
            default:
                throw new FormatException($"field {Field} is of the unknown kind {_wireType}");
        }

        return true;
    }

    private readonly bool Expect(int wireType) =>
        _wireType == wireType ? true : throw new FormatException($"field {Field} is of kind {_wireType}, expected {wireType}");

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new FormatException($"it ends inside field {Field}: {_rest.Length} of {length} bytes are there");
        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new FormatException($"a number behind field {Field} has more than ten bytes");
    }
}
