using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// Represents samples of a function over an interval without jumps of the function or its first two derivatives.
/// </summary>
/// <param name="X">The sample points in ascending order; the first and last lie just inside the interval.</param>
/// <param name="Position">The same points, but with the ends of the interval as the first and last.</param>
/// <param name="Values">The function at <paramref name="X"/>.</param>
/// <param name="EndsLeft">Whether the left end is a discontinuity, rather than the end of the sampled range.</param>
/// <param name="EndsRight">Whether the right end is a discontinuity.</param>
internal sealed record SmoothInterval(
    double[] X, double[] Position, ActivationValue[] Values, bool EndsLeft, bool EndsRight);
