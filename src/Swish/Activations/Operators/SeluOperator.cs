using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>
/// Computes SELU: λx if x > 0, otherwise λα(e^x − 1), with λ and α that preserve mean 0 and variance 1.
/// </summary>
internal readonly struct SeluOperator(double alpha, double lambda) : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "SELU", ["ScaledExponentialLinear"], "x > 0: λx; else λα(e^x − 1)",
            [
                new("alpha", 1.6732632423543772, ParameterSharing.Fixed),
                new("lambda", 1.0507009873554805, ParameterSharing.Fixed),
            ],
            2017, "Klambauer, Unterthiner, Mayr and Hochreiter, arXiv:1706.02515"),
        Create)
    {
        NonzeroParameter = "lambda",
    };

    private readonly float _lambda = (float)lambda;
    private readonly float _scaled = (float)(lambda * alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        ExponentialLinear.Apply(x, T.Create(_lambda), T.Create(_scaled), out value, out first, out second);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => ExponentialLinear.Reference(x, lambda, alpha);

    private static FixedActivation<SeluOperator> Create(
        ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new(info, constants, new(constants[0].Value, constants[1].Value));
}
