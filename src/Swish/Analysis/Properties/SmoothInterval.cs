using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// Samples of a function over an interval within which neither it nor its first two derivatives jump.
/// </summary>
/// <param name="X">Where the samples were taken, ascending; the ends lie just within the interval.</param>
/// <param name="Position">The same points, but the ends as the interval's own.</param>
/// <param name="Values">The function at <paramref name="X"/>.</param>
/// <param name="EndsLeft">Whether the left end is a jump, and not the end of what was looked at.</param>
/// <param name="EndsRight">Whether the right end is a jump.</param>
internal sealed record SmoothInterval(
    double[] X, double[] Position, ActivationValue[] Values, bool EndsLeft, bool EndsRight);
