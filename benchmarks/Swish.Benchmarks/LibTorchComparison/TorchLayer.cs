using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Represents a dense layer in libtorch, with batch normalization if <paramref name="Scale"/> is not null.
/// </summary>
internal sealed record TorchLayer(
    Parameter Weight, Parameter Bias, Parameter? Scale, Parameter? Shift, Tensor RunningMean, Tensor RunningVariance)
{
    public Tensor Forward(Tensor input)
    {
        Tensor output = F.linear(input, Weight, Bias);
        return Scale is null
            ? output
            : F.batch_norm(output, RunningMean, RunningVariance, Scale, Shift, training: true,
                momentum: 0.1, eps: 1e-5);
    }
}
