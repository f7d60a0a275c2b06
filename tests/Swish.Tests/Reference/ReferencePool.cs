using Swish.Networks;

namespace Swish.Tests.Reference;

/// <summary>
/// The largest value of each window, or its mean with the zeros of the padding. The gradient of the largest value goes to
/// the first one, by rows and columns. Images are [channel][row][column].
/// </summary>
internal sealed class ReferencePool(TensorShape input, int size, int stride, int padding, bool isMax) : IReferenceLayer
{
    private readonly int _rows = (input.Rows + 2 * padding - size) / stride + 1;
    private readonly int _columns = (input.Columns + 2 * padding - size) / stride + 1;
    private double[][] _input = [];

    public IEnumerable<ReferenceParameter> Parameters => [];

    public double[][] Forward(double[][] input, bool training)
    {
        _input = input;
        return
        [
            .. input.Select(image => Windows().Select(window => isMax
                ? window.Max(at => image[at])
                : window.Sum(at => image[at]) / (size * size)).ToArray()),
        ];
    }

    public double[][] Backward(double[][] outputGradient) =>
    [
        .. outputGradient.Select((error, n) =>
        {
            double[] gradient = new double[_input[n].Length];
            int output = 0;
            foreach (List<int> window in Windows())
            {
                if (isMax) gradient[window.MaxBy(at => _input[n][at])] += error[output];
                else
                    foreach (int at in window) gradient[at] += error[output] / (size * size);
                output++;
            }
            return gradient;
        }),
    ];

    /// <summary>The indices of the input that each window covers, in the order of the outputs.</summary>
    private IEnumerable<List<int>> Windows()
    {
        for (int channel = 0; channel < input.Channels; channel++)
            for (int r = 0; r < _rows; r++)
                for (int c = 0; c < _columns; c++)
                {
                    List<int> window = [];
                    for (int row = Math.Max(0, r * stride - padding); row < r * stride - padding + size; row++)
                        for (int column = Math.Max(0, c * stride - padding); column < c * stride - padding + size; column++)
                            if (row < input.Rows && column < input.Columns)
                                window.Add((channel * input.Rows + row) * input.Columns + column);
                    yield return window;
                }
    }
}
