using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Speech.Sdk.Export.Checkpoints;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Onnx;

/// <summary>
/// A checkpoint's weights on their way into one data file: read once, converted, written once, however often graphs use them.
/// </summary>
/// <param name="checkpoint">Where the weights come from.</param>
/// <param name="file">Where they go.</param>
/// <param name="floatType">The type of plain weights and of activations.</param>
/// <param name="keepsHalves">Whether large float weights keep the checkpoint's two bytes, for folders that are to be small.</param>
/// <param name="onRead">Told of every weight that is read.</param>
internal sealed class WeightStore(Checkpoint checkpoint, ExternalDataFile file, DataType floatType, bool keepsHalves, Action<string> onRead) : IDisposable
{
    private readonly Dictionary<string, TensorProto> _stored = [];
    private readonly Dictionary<string, (long[] Shape, Func<float[]> Make)> _derived = [];

    /// <summary>The type of plain weights and of activations: float or half.</summary>
    public DataType FloatType => floatType;

    public long[] ShapeOf(string name) => _derived.TryGetValue(name, out (long[] Shape, Func<float[]>) derived) ? derived.Shape : checkpoint[name].Shape;

    /// <summary>Names a weight made of others, which products may then use like the checkpoint's own.</summary>
    public string Derive(string name, long[] shape, Func<float[]> make)
    {
        _derived[name] = (shape, make);
        return name;
    }

    public float[] Read(string name)
    {
        if (_derived.TryGetValue(name, out (long[], Func<float[]> Make) derived))
            return derived.Make();
        onRead(name);
        float[] values = checkpoint[name].ReadFloats();
        return float.IsFinite(TensorPrimitives.SumOfMagnitudes<float>(values))
            ? values
            : throw new ModelFolderException($"{name} in {checkpoint.Folder} holds values that are infinite or no numbers: the checkpoint is damaged, download it again.");
    }

    /// <summary>A weight as the checkpoint has it, in this store's float type.</summary>
    public TensorProto Float(string name) => Float(name, ShapeOf(name), () => Read(name));

    /// <summary>A weight as the checkpoint has it, in two bytes where the checkpoint has two and the folder is to be small: nothing is lost.</summary>
    public TensorProto AsStored(string name)
    {
        if (!keepsHalves || floatType != DataType.Float || _derived.ContainsKey(name) || checkpoint[name].Type != ElementType.Float16)
            return Float(name);
        string key = name + ".half";
        if (TryGet(key, out TensorProto stored))
            return stored;
        float[] values = Read(name);
        var halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        return Store<Half>(key, DataType.Float16, ShapeOf(name), halves);
    }

    /// <summary>A weight made of others, in this store's float type.</summary>
    public TensorProto Float(string key, long[] shape, Func<float[]> make) => _stored.GetValueOrDefault(key) ?? StoreFloat(key, shape, make());

    /// <summary>A weight as the checkpoint has it, in 32-bit floats whatever this store's type.</summary>
    public TensorProto Float32(string name) => Float32(name, ShapeOf(name), () => Read(name));

    /// <summary>A weight made of others, in 32-bit floats whatever this store's type.</summary>
    public TensorProto Float32(string key, long[] shape, Func<float[]> make)
    {
        if (floatType == DataType.Float)
            return Float(key, shape, make);
        return TryGet(key + ".float", out TensorProto stored) ? stored : Store<float>(key + ".float", DataType.Float, shape, make());
    }

    public bool TryGet(string key, out TensorProto tensor) => _stored.TryGetValue(key, out tensor!);

    public TensorProto Store<T>(string key, DataType type, long[] shape, ReadOnlySpan<T> values)
        where T : unmanaged => Point(key, type, shape, file.Append(MemoryMarshal.AsBytes(values)));

    public TensorProto StoreFloat(string key, long[] shape, ReadOnlySpan<float> values)
    {
        if (floatType == DataType.Float)
            return Store(key, floatType, shape, values);
        if (TensorPrimitives.MaxMagnitude(values) is var largest && !Half.IsFinite((Half)largest))
            throw new ModelFolderException($"{key} in {checkpoint.Folder} holds values up to {largest:g3}, and half floats end at {Half.MaxValue}; export with precision fp32 or int8.");
        var halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        return Store<Half>(key, floatType, shape, halves);
    }

    /// <summary>Another view of stored bytes: the same data under another name and shape.</summary>
    public TensorProto Alias(string key, TensorProto tensor, long[] shape)
    {
        if (TryGet(key, out TensorProto alias))
            return alias;
        alias = tensor.Clone();
        alias.Name = key;
        alias.Dims.Clear();
        alias.Dims.Add(shape);
        return _stored[key] = alias;
    }

    /// <summary>A bias [width] as a row [1, width] of the same bytes.</summary>
    public TensorProto BiasRow(string name) => Alias(name + ".row", Float(name), [1, ShapeOf(name)[0]]);

    public void Dispose() => file.Dispose();

    private TensorProto Point(string key, DataType type, long[] shape, ExternalData data) => _stored[key] = new TensorProto
    {
        Name = key,
        DataType = (int)type,
        Dims = { shape },
        DataLocation = TensorProto.Types.DataLocation.External,
        ExternalData =
        {
            new StringStringEntryProto { Key = "location", Value = data.File },
            new StringStringEntryProto { Key = "offset", Value = FormattableString.Invariant($"{data.Offset}") },
            new StringStringEntryProto { Key = "length", Value = FormattableString.Invariant($"{data.Length}") },
        },
    };
}
