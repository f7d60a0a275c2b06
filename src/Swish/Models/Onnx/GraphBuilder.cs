using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Swish.Models.Onnx;

/// <summary>
/// Builds an ONNX graph. A value is identified by its name; methods that add a node return the name of its output.
/// </summary>
/// <param name="name">The name of the graph.</param>
internal sealed class GraphBuilder(string name)
{
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<int, string> _constants = [];

    /// <summary>Gets the graph.</summary>
    public GraphProto Graph { get; } = new() { Name = name };

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operation">The ONNX operator.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <returns>The name of its output.</returns>
    public string Add(string operation, params ReadOnlySpan<string> inputs) => Add(operation, [], inputs);

    /// <summary>Adds a node with one output and attributes.</summary>
    /// <param name="operation">The ONNX operator.</param>
    /// <param name="attributes">The attributes: names, and values that are floats, integers or lists of integers.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <returns>The name of its output.</returns>
    public string Add(
        string operation, ReadOnlySpan<(string Name, object Value)> attributes, params ReadOnlySpan<string> inputs)
    {
        string output = UniqueName(operation.ToLowerInvariant());
        NodeProto node = new() { OpType = operation, Name = output };
        foreach (string input in inputs) node.Input.Add(input);
        node.Output.Add(output);
        foreach ((string attribute, object value) in attributes)
        {
            AttributeProto proto = new() { Name = attribute };
            switch (value)
            {
                case float number:
                    proto.F = number;
                    proto.Type = AttributeProto.Types.AttributeType.Float;
                    break;
                case int[] list:
                    foreach (int item in list) proto.Ints.Add(item);
                    proto.Type = AttributeProto.Types.AttributeType.Ints;
                    break;
                default:
                    proto.I = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                    proto.Type = AttributeProto.Types.AttributeType.Int;
                    break;
            }
            node.Attribute.Add(proto);
        }
        Graph.Node.Add(node);
        return output;
    }

    /// <summary>Renames the output of the last node.</summary>
    /// <param name="output">The name, which no other value has.</param>
    public void NameLast(string output) => Graph.Node[^1].Output[0] = output;

    /// <summary>Adds a number, or returns the existing one of the same value.</summary>
    /// <param name="value">The value, rounded to float.</param>
    /// <returns>The name of a tensor without dimensions.</returns>
    public string Constant(double value)
    {
        float rounded = (float)value;
        int bits = BitConverter.SingleToInt32Bits(rounded);
        if (_constants.TryGetValue(bits, out string? known)) return known;
        string constant = Tensor(UniqueName("constant"), [], [rounded]);
        _constants.Add(bits, constant);
        return constant;
    }

    /// <summary>Adds a list of integers, such as axes.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The name of a tensor with one dimension.</returns>
    public string Integers(params ReadOnlySpan<long> values)
    {
        TensorProto proto = new()
        {
            Name = UniqueName("integers"),
            DataType = (int)TensorProto.Types.DataType.Int64,
        };
        proto.Dims.Add(values.Length);
        foreach (long value in values) proto.Int64Data.Add(value);
        Graph.Initializer.Add(proto);
        return proto.Name;
    }

    /// <summary>Adds a tensor with constant values.</summary>
    /// <param name="tensor">The name, which no other value has.</param>
    /// <param name="shape">The dimensions; none for a number.</param>
    /// <param name="values">The values in row-major order.</param>
    /// <returns>The name.</returns>
    public string Tensor(string tensor, IEnumerable<int> shape, ReadOnlySpan<float> values)
    {
        Graph.Initializer.Add(CreateTensor(tensor, shape, values));
        return tensor;
    }

    /// <summary>Creates a tensor of floats.</summary>
    /// <param name="tensor">The name.</param>
    /// <param name="shape">The dimensions; none for a number.</param>
    /// <param name="values">The values in row-major order.</param>
    /// <returns>The tensor, with its values as little-endian bytes.</returns>
    public static TensorProto CreateTensor(string tensor, IEnumerable<int> shape, ReadOnlySpan<float> values)
    {
        TensorProto proto = new() { Name = tensor, DataType = (int)TensorProto.Types.DataType.Float };
        foreach (int size in shape) proto.Dims.Add(size);
        proto.RawData = ByteString.CopyFrom(BitConverter.IsLittleEndian
            ? MemoryMarshal.AsBytes(values)
            : MemoryMarshal.AsBytes<int>(Reverse(MemoryMarshal.Cast<float, int>(values))));
        return proto;
    }

    /// <summary>Describes an input or output for any number of examples.</summary>
    /// <param name="value">The name.</param>
    /// <param name="shape">The dimensions after the batch dimension.</param>
    /// <returns>The description of a tensor of floats.</returns>
    public static ValueInfoProto DescribeBatch(string value, params IEnumerable<int> shape) =>
        DescribeTensor(value, [new() { DimParam = "batch" }, .. shape.Select(Dimension)]);

    /// <summary>Describes an output of a fixed shape.</summary>
    /// <param name="value">The name.</param>
    /// <param name="shape">The dimensions.</param>
    /// <returns>The description of a tensor of floats.</returns>
    public static ValueInfoProto Describe(string value, IEnumerable<int> shape) =>
        DescribeTensor(value, shape.Select(Dimension));

    private static TensorShapeProto.Types.Dimension Dimension(int size) => new() { DimValue = size };

    private static ValueInfoProto DescribeTensor(
        string value, IEnumerable<TensorShapeProto.Types.Dimension> dimensions)
    {
        TensorShapeProto shape = new();
        shape.Dim.Add(dimensions);
        return new()
        {
            Name = value,
            Type = new()
            {
                TensorType = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape },
            },
        };
    }

    private string UniqueName(string stem)
    {
        int count = _counts.GetValueOrDefault(stem);
        _counts[stem] = count + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{stem}_{count}");
    }

    private static int[] Reverse(ReadOnlySpan<int> values)
    {
        int[] reversed = new int[values.Length];
        System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(values, reversed);
        return reversed;
    }
}
