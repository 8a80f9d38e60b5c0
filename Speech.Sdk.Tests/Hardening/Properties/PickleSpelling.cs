using System.Text;

namespace Speech.Sdk.Tests.Hardening.Properties;

/// <summary>Writes values as one of the many picklers may: every choice that the protocol leaves is drawn by a seed.</summary>
internal sealed class PickleSpelling(uint seed)
{
    private readonly Random _random = new((int)(seed & int.MaxValue));
    private readonly Dictionary<string, int> _kept = [];
    private int _next;

    /// <summary>A dictionary of tensors that the archive's storages 0, 1, ... hold.</summary>
    public byte[] StateDictionary((int[] Shape, int Offset)[] tensors)
    {
        byte[] dictionary = Chance() ? [(byte)'}'] : Called("collections.OrderedDict", () => [(byte)')']);
        byte[][] pairs = [.. tensors.Select((tensor, key) => (byte[])[.. Text($"tensor {key}"), .. Tensor(tensor.Shape, tensor.Offset, key)])];
        byte[] items = Chance() ? [(byte)'(', .. pairs.SelectMany(pair => pair), (byte)'u'] : [.. pairs.SelectMany(pair => (byte[])[.. pair, (byte)'s'])];
        byte[] attributes = Chance() ? [(byte)'}', .. Text("_metadata"), (byte)'N', (byte)'s', (byte)'b'] : [];
        byte[] frame = Chance() ? [0x95, .. new byte[8]] : [];
        return [0x80, 4, .. frame, .. dictionary, .. items, .. attributes, (byte)'.'];
    }

    /// <summary>A function by its name.</summary>
    public byte[] Callable(string name)
    {
        int dot = name.LastIndexOf('.');
        return Chance() ? [(byte)'c', .. Encoding.ASCII.GetBytes($"{name[..dot]}\n{name[(dot + 1)..]}\n")] : [.. Text(name[..dot]), .. Text(name[(dot + 1)..]), 0x93];
    }

    /// <summary>A text, which is kept for the next time or taken from there.</summary>
    public byte[] Text(string text)
    {
        if (_kept.TryGetValue(text, out int slot) && Chance())
            return slot < 256 && Chance() ? [(byte)'h', (byte)slot] : [(byte)'j', .. BitConverter.GetBytes(slot)];
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        byte[] length = _random.Next(3) switch
        {
            0 => [(byte)'X', .. BitConverter.GetBytes(utf8.Length)],
            1 => [0x8C, (byte)utf8.Length],
            _ => [(byte)'U', (byte)utf8.Length],
        };
        slot = _kept[text] = _next++ + (Chance() ? 0 : 100_000);
        byte[] keep = slot < 256 ? [(byte)'q', (byte)slot] : [(byte)'r', .. BitConverter.GetBytes(slot)];
        return [.. length, .. utf8, .. keep];
    }

    private byte[] Tensor(int[] shape, int offset, int key)
    {
        int length = offset + shape.Aggregate(1, (size, dimension) => size * dimension);
        byte[][] Arguments() =>
        [
            [.. Tuple(Text("storage"), Callable("torch.FloatStorage"), Text($"{key}"), Text("cpu"), Number(length)), (byte)'Q'],
            Number(offset),
            Tuple([.. shape.Select(Number)]),
            Tuple([.. shape.Select((_, i) => Number(shape[(i + 1)..].Aggregate(1, (size, dimension) => size * dimension)))]),
        ];
        byte[] Written() => Chance()
            ? Called("torch._utils._rebuild_tensor_v2", () => Tuple([.. Arguments(), [0x89], Called("collections.OrderedDict", () => [(byte)')'])]))
            : Called("torch._utils._rebuild_tensor", () => Tuple(Arguments()));
        return Chance() ? Written() : Called("torch._utils._rebuild_parameter", () => Tuple(Written(), [0x88], [(byte)'N']));
    }

    // In the order in which it is read, since a text has to be kept before it is taken.
    private byte[] Called(string name, Func<byte[]> arguments)
    {
        byte[] function = Callable(name);
        return [.. function, .. arguments(), (byte)'R'];
    }

    private byte[] Number(int number) => _random.Next(4) switch
    {
        0 when number < 256 => [(byte)'K', (byte)number],
        1 => [(byte)'M', .. BitConverter.GetBytes((ushort)number)],
        2 => [0x8A, 3, .. BitConverter.GetBytes(number)[..3]],
        _ => [(byte)'J', .. BitConverter.GetBytes(number)],
    };

    private byte[] Tuple(params byte[][] items) => items.Length switch
    {
        0 when Chance() => [(byte)')'],
        >= 1 and <= 3 when Chance() => [.. items.SelectMany(item => item), (byte)(0x84 + items.Length)],
        _ => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'],
    };

    private bool Chance() => _random.Next(2) == 0;
}
