namespace Swish.Activations.Formulas.Programs;

/// <summary>Represents a compiled segment, which runs several instructions in one loop over a tile.</summary>
/// <param name="registers">The first register of the tile.</param>
/// <param name="value">The output for the values of the tile.</param>
/// <param name="first">The output for the first derivatives; unused if the segment does not store them.</param>
/// <param name="second">The output for the second derivatives; unused if the segment does not store them.</param>
/// <param name="parameterGradient">The output for the derivatives with respect to the first parameter; unused if the
/// segment does not store them.</param>
/// <param name="stride">The distance between the outputs of two parameters, in elements.</param>
/// <param name="length">The number of elements, a multiple of the vector width.</param>
internal delegate void LaneSegment(
    ref double registers, ref float value, ref float first, ref float second, ref float parameterGradient, nuint stride,
    nuint length);
