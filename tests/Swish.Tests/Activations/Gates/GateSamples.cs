using Swish.Activations;
using Swish.Activations.Gates;

namespace Swish.Tests.Activations.Gates;

/// <summary>Gates of every kind: with names, of other activations, and as formulas.</summary>
internal static class GateSamples
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. GateCatalog.All.Select(info => info.Name),
        "SwiGLU(beta=1.7)", "GLU(Tanh)", "GLU(Mish)", "GLU(TrainedSwish(per=unit))", "GLU(PReLU(per=layer))",
        "GLU({x*sigmoid(x)})", "GLU({tanh(a*x); a=0.7 per unit})",
        "{x*sigmoid(y)}", "{tanh(x)*exp(-y^2)+0.1*x*y}", "{max(x, y)}", "{x*y/(1+abs(y))}",
        "{x*sigmoid(a*y)+b*y; a=1.2 per unit; b=0.1 per layer}", "{softplus(x-y)*cos(y)+sin(x)}", "{x+y-y}",
    ];

    public static Gate Parse(string text) => (Gate)ActivationCatalog.Parse(text);

    /// <summary>
    /// Inputs x and y, [rows][32]: a grid around 0, and pairs of magnitudes from small to large.
    /// </summary>
    public static (float[] X, float[] Y) Inputs()
    {
        float[] axis = [.. Enumerable.Range(-20, 41).Select(i => i * 0.37f), 1e-4f, -2e-3f, 12f, -30f, 60f];
        (float, float)[] pairs = [.. from x in axis from y in axis select (x, y)];
        int length = pairs.Length / 32 * 32;
        return ([.. pairs.Take(length).Select(p => p.Item1)], [.. pairs.Take(length).Select(p => p.Item2)]);
    }

    /// <summary>The initial values of a gate's learnable parameters, [parameter][32].</summary>
    public static float[] Parameters(Gate gate) =>
        [.. gate.LearnableParameters.SelectMany(p => Enumerable.Repeat((float)p.Value, 32))];

    public static double[] ReferenceParameters(Gate gate) =>
        [.. gate.LearnableParameters.Select(p => (double)(float)p.Value)];
}
