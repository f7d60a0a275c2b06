using System.Management.Automation;
using System.Text;
using Swish.Activations;
using Swish.Data;
using Swish.Module.Parameters;
using Swish.Networks.Architectures;

namespace Swish.Fuzzing;

/// <summary>The readers of networks that are described by their layers: text and script blocks.</summary>
internal static class LayerFuzzTargets
{
    private static readonly string[] Words =
    [
        "Convolution 16 3", "DepthwiseConvolution 3", "MaxPool 2", "GlobalAveragePool", "Subsample 8 ", "Flatten", "Dense ",
        "GatedDense 5", "BatchNorm", "LayerNorm", "Activation ", "Dropout 0.5", "Residual ", "Branch ", "Repeat 100 ", "{", "}",
        ";", "\n", "#", "'", "''", " -Stride 2", " -Padding ", " -Groups ", " -NoBias", " -Shortcut {", " -Repeat 9999 ",
        "-Repeat:", "1e9", "0", "-1", "99999", "ReLU", "GLU", "'{x*y}'", "$w", "($w * 2)", "MobileNet(width=", ")",
    ];

    private static readonly Activation ReLU = ActivationCatalog.Parse("ReLU");

    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("layers", Seeds([.. NetworkCatalog.All.Select(network => network.Name), "MobileNet(width=0.5)"]), ReadText, Words,
            AllocationPerByte: 1 << 20),
        new("layer-script", Seeds(), ReadScript, Words, AllocationPerByte: 1 << 20),
    ];

    private static byte[][] Seeds(params string[] names) =>
    [
        .. names.Concat(NetworkCatalog.All.Select(network => NetworkDefinition.Parse(network.Name).Layers[1..^1]))
            .Append("Residual -Repeat 5 { Dense 4; Activation } -Shortcut { GatedDense 4 'GLU(Tanh)' }")
            .Append("Branch { Activation '{x*sigmoid(x)}' } { Dropout 0.1; LayerNorm }").Select(Encoding.UTF8.GetBytes),
    ];

    private static void ReadText(byte[] input)
    {
        NetworkDefinition network = NetworkDefinition.Parse(Encoding.UTF8.GetString(input));
        if (NetworkDefinition.Parse(network.ToString()).Layers != network.Layers)
            throw new InvalidOperationException($"'{network}' does not read back.");
        network.Check(ExampleShape.OfImage(3, 32, 32), 10, ReLU);
    }

    private static void ReadScript(byte[] input)
    {
        // What PowerShell itself does not parse is no input of ours.
        ScriptBlock block;
        try
        {
            string text = Encoding.UTF8.GetString(input);
            if (text.Count(c => c is '(' or '{' or '[' or '$' or '@') > 200) return;
            block = ScriptBlock.Create(text);
        }
        catch (RuntimeException)
        {
            return;
        }
        NetworkDefinition network = ScriptBlockNetwork.Read(block, null, null);
        if (NetworkDefinition.Parse(network.ToString()).Layers != network.Layers)
            throw new InvalidOperationException($"'{network}' does not read back.");
    }
}
