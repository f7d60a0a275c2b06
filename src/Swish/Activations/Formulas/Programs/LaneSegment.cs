namespace Swish.Activations.Formulas.Programs;

/// <summary>A compiled segment: several instructions in one loop over a tile.</summary>
/// <param name="registers">The first register of the tile.</param>
/// <param name="value">Where the tile's values go.</param>
/// <param name="first">Where its first derivatives go, or nowhere.</param>
/// <param name="second">Where its second derivatives go, or nowhere.</param>
/// <param name="parameterGradient">Where its derivatives by the first constant go, or nowhere.</param>
/// <param name="stride">From there to those by the next constant.</param>
/// <param name="length">How many elements: a multiple of the lanes.</param>
internal delegate void LaneSegment(
    ref double registers, ref float value, ref float first, ref float second, ref float parameterGradient, nuint stride,
    nuint length);
