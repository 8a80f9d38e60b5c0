using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using DataType = Speech.Sdk.Export.Onnx.TensorProto.Types.DataType;

namespace Speech.Sdk.Export.Onnx;

/// <summary>Writes one graph node by node; a value is known by its name, and the empty name leaves an optional input out.</summary>
internal sealed class GraphBuilder
{
    private const int IrVersion = 10;
    private const string MicrosoftDomain = "com.microsoft";
    private readonly GraphProto _graph;
    private readonly GraphBuilder? _outer;
    private readonly HashSet<string> _initializers = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly Dictionary<string, string> _outputNames = [];
    private readonly SortedDictionary<string, string> _descriptions = new(StringComparer.Ordinal);
    private bool _usesMicrosoft;

    public GraphBuilder(string name)
        : this(name, null)
    {
    }

    private GraphBuilder(string name, GraphBuilder? outer)
    {
        _graph = new GraphProto { Name = name };
        _outer = outer;
    }

    /// <summary>Where in the model the next nodes belong, as the prefix of their names.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Begins the body of a loop in this graph. It sees this graph's values, and its constants lie here.</summary>
    public GraphBuilder Nest(string name) => new(name, this) { Scope = name };

    /// <summary>The body of a loop as the loop's attribute, when all of it is there.</summary>
    public AttributeProto Body(string attribute)
    {
        ApplyOutputNames();
        return new AttributeProto { Name = attribute, Type = AttributeProto.Types.AttributeType.Graph, G = _graph };
    }

    /// <summary>An input; a dimension is a number or a name.</summary>
    public string Input(string value, DataType type, params object[] shape)
    {
        _graph.Input.Add(Describe(value, type, shape));
        return value;
    }

    /// <summary>Makes a value an output under a public name, which replaces its own when the graph is saved.</summary>
    public void Output(string value, string output, DataType type, params object[] shape)
    {
        _outputNames.Add(value, output);
        _graph.Output.Add(Describe(output, type, shape));
    }

    /// <summary>Adds a node of the standard operators and returns its first output.</summary>
    public string Add(string op, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        AddNode("", op, inputs, 1, attributes)[0];

    /// <summary>Adds a node of the standard operators and returns as many outputs as asked for.</summary>
    public string[] AddMany(string op, IEnumerable<string> inputs, int outputs, params ReadOnlySpan<AttributeProto> attributes) =>
        AddNode("", op, inputs, outputs, attributes);

    /// <summary>Adds a node of ONNX Runtime's own operators and returns its first output.</summary>
    public string AddMicrosoft(string op, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        AddMicrosoft(op, inputs, 1, attributes)[0];

    /// <summary>Adds a node of ONNX Runtime's own operators and returns as many outputs as asked for.</summary>
    public string[] AddMicrosoft(string op, IEnumerable<string> inputs, int outputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        (_outer ?? this)._usesMicrosoft = true;
        return AddNode(MicrosoftDomain, op, inputs, outputs, attributes);
    }

    /// <summary>A small constant, kept inside the graph; equal constants become one.</summary>
    public string Constant<T>(DataType type, long[] shape, params T[] values)
        where T : unmanaged
    {
        string constant = FormattableString.Invariant($"const.{type}[{string.Join(',', shape)}].{string.Join(',', values)}");
        return Initializer(new TensorProto
        {
            Name = constant,
            DataType = (int)type,
            Dims = { shape },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values)),
        });
    }

    /// <summary>A vector of integers, as shapes and axes are given.</summary>
    public string Integers(params long[] values) => Constant(DataType.Int64, [values.Length], values);

    /// <summary>A single integer.</summary>
    public string Integer(long value) => Constant(DataType.Int64, [], value);

    /// <summary>A single float.</summary>
    public string Scalar(float value) => Constant(DataType.Float, [], value);

    /// <summary>Uses a weight in this graph.</summary>
    public string Initializer(TensorProto tensor)
    {
        if (_outer is not null)
            return _outer.Initializer(tensor);
        if (_initializers.Add(tensor.Name))
            _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Says something about the graph that its shapes do not tell, as its metadata; of a key the last counts.</summary>
    public void Describe(string key, string value) => _descriptions[key] = value;

    /// <param name="path">The file to write.</param>
    /// <param name="opset">The version of the standard operators.</param>
    public void Save(string path, int opset)
    {
        ApplyOutputNames();
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "Speech.Sdk", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
        model.MetadataProps.Add(_descriptions.Select(one => new StringStringEntryProto { Key = one.Key, Value = one.Value }));
        if (_usesMicrosoft)
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = MicrosoftDomain, Version = 1 });
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write);
        model.WriteTo(stream);
    }

    private string[] AddNode(string domain, string op, IEnumerable<string> inputs, int outputs, ReadOnlySpan<AttributeProto> attributes)
    {
        string node = UniqueName(Scope.Length == 0 ? op : $"{Scope}.{op}");
        string[] values = [.. Enumerable.Range(0, outputs).Select(i => outputs == 1 ? node : $"{node}:{i}")];
        var proto = new NodeProto { Domain = domain, OpType = op, Name = node, Input = { inputs }, Output = { values } };
        foreach (AttributeProto attribute in attributes)
            proto.Attribute.Add(attribute);
        _graph.Node.Add(proto);
        return values;
    }

    private void ApplyOutputNames()
    {
        foreach (NodeProto node in _graph.Node)
        {
            Rename(node.Input);
            Rename(node.Output);
        }
    }

    private void Rename(Google.Protobuf.Collections.RepeatedField<string> values)
    {
        for (int i = 0; i < values.Count; i++)
            values[i] = _outputNames.GetValueOrDefault(values[i], values[i]);
    }

    private string UniqueName(string wanted)
    {
        if (_outer is not null)
            return _outer.UniqueName(wanted);
        int count = _names[wanted] = _names.GetValueOrDefault(wanted) + 1;
        return count == 1 ? wanted : wanted + "_" + count.ToString(CultureInfo.InvariantCulture);
    }

    private static ValueInfoProto Describe(string value, DataType type, object[] shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (object dimension in shape)
        {
            dimensions.Dim.Add(dimension is string symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(dimension, CultureInfo.InvariantCulture) });
        }

        return new ValueInfoProto
        {
            Name = value,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } },
        };
    }
}
