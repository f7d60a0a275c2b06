using Swish.Activations;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Provides the activations of libtorch by this library's names.</summary>
internal static class TorchActivation
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new()
    {
        ["ReLU"] = x => F.relu(x),
        ["LeakyReLU"] = x => F.leaky_relu(x, 0.01),
        ["ELU"] = x => F.elu(x, 1),
        ["SELU"] = x => F.selu(x),
        ["Softplus"] = x => F.softplus(x, 1, 20),
        ["Sigmoid"] = x => sigmoid(x),
        ["Tanh"] = x => tanh(x),
        ["Softsign"] = x => F.softsign(x),
        ["GELU"] = x => F.gelu(x),
        ["GELUTanh"] = x => F.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
        ["Swish"] = x => F.silu(x),
        ["Mish"] = x => F.mish(x),
        ["HardSwish"] = x => F.hardswish(x),
        ["SwiGLU"] = x =>
        {
            Tensor[] halves = x.chunk(2, -1);
            return F.silu(halves[1]).mul(halves[0]);
        },
    };

    /// <summary>Returns whether libtorch has the activation of this name.</summary>
    public static bool Has(string name) => Functions.ContainsKey(name);

    public static Tensor Apply(Activation activation, Tensor x) =>
        Functions.TryGetValue(activation.ToString(), out Func<Tensor, Tensor>? function)
        ? function(x)
        : throw new NotSupportedException($"libtorch has no {activation}.");
}
