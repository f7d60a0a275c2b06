using Swish.Activations.Operators;

namespace Swish.Activations;

/// <summary>A function of the catalogue: what is said about it, and how one with given constants is made.</summary>
/// <param name="Info">What is said about it.</param>
/// <param name="Create">Makes one with constants that stand in the order of the info's.</param>
internal sealed record CatalogEntry(
    ActivationInfo Info, Func<ActivationInfo, IReadOnlyList<ActivationConstant>, Activation> Create)
{
    /// <summary>A constant that must not be 0, since the function would be 0 everywhere; or null.</summary>
    public string? Factor { get; init; }

    /// <summary>An entry for a function whose constants are fixed.</summary>
    /// <param name="info">What is said about it.</param>
    /// <param name="create">Makes the operator from the constants' values.</param>
    public static CatalogEntry Fixed<TOperator>(ActivationInfo info, Func<double[], TOperator> create)
        where TOperator : struct, IActivationOperator =>
        new(info, (info, constants) => new FixedActivation<TOperator>(
            info, constants, create([.. constants.Select(c => c.Value)])));

    /// <summary>An entry for a function with one constant, which is trained.</summary>
    /// <param name="info">What is said about it.</param>
    public static CatalogEntry Trained<TOperator>(ActivationInfo info)
        where TOperator : struct, ITrainedActivationOperator =>
        new(info, (info, constants) => new TrainedActivation<TOperator>(info, constants));
}
