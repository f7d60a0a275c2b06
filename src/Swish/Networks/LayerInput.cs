using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Represents an input of a layer. Features, [rows, features], are dense in panels, or sparse with only the nonzero
/// values; the results are bit-identical with both. Images are [example][position][lanes].
/// </summary>
internal sealed class LayerInput
{
    private readonly PanelBuffer? _dense;
    private readonly SparseRows? _sparse;
    private readonly int _imageLength;
    private PanelBuffer? _intermediate;

    /// <summary>Creates a dense input.</summary>
    /// <param name="dense">The panels, [feature/32][row][32]; the buffer may be longer.</param>
    /// <param name="rows">The number of examples.</param>
    /// <param name="features">The number of features of an example.</param>
    public LayerInput(PanelBuffer dense, int rows, int features)
    {
        _dense = dense;
        Rows = rows;
        Features = features;
    }

    /// <summary>Creates an input of images.</summary>
    /// <param name="images">The images, [example][position][lanes]; the buffer may be longer.</param>
    /// <param name="rows">The number of examples.</param>
    /// <param name="shape">The shape of an example.</param>
    public LayerInput(PanelBuffer images, int rows, TensorShape shape)
    {
        _dense = images;
        Rows = rows;
        Features = shape.Features;
        _imageLength = shape.ImageLength;
    }

    /// <summary>Creates a sparse input.</summary>
    /// <param name="sparse">The nonzero values.</param>
    public LayerInput(SparseRows sparse)
    {
        _sparse = sparse;
        Rows = sparse.Rows;
        Features = sparse.Columns;
    }

    /// <summary>Gets the number of examples.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of features of an example.</summary>
    public int Features { get; }

    /// <summary>Creates the input that is the output of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="output">The buffer of its output: that of training, or one of an evaluation.</param>
    /// <param name="rows">The number of examples.</param>
    /// <returns>The input.</returns>
    public static LayerInput Of(ILayer layer, PanelBuffer output, int rows) => layer.IsImages
        ? new(output, rows, layer.OutputShape) { _intermediate = output == layer.Output ? layer.Intermediate : null }
        : new(output, rows, layer.OutputShape.Features);

    /// <summary>Gets whether the input is sparse.</summary>
    public bool IsSparse => _sparse is not null;

    /// <summary>Gets a panel of a dense input.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <returns>The panel, [row][32].</returns>
    /// <exception cref="InvalidOperationException">The input is sparse.</exception>
    public ReadOnlySpan<float> Panel(int panel) =>
        _dense is null
            ? throw new InvalidOperationException("A sparse input has no panels.")
            : _dense.Panel(panel, Rows);

    /// <summary>Gets an image of an input of images.</summary>
    /// <param name="example">The index of the example.</param>
    /// <returns>The image, [position][lanes].</returns>
    public ReadOnlySpan<float> Image(int example) => _dense!.Span.Slice(example * _imageLength, _imageLength);

    /// <summary>
    /// Gets an image that the layer before reads again in a training step (<see cref="ILayer.Intermediate"/>).
    /// </summary>
    /// <param name="example">The index of the example.</param>
    /// <returns>The image, [position][lanes]; empty in evaluation, or if there is none.</returns>
    public ReadOnlySpan<float> Intermediate(int example) =>
        _intermediate is null ? default : _intermediate.Span.Slice(example * _imageLength, _imageLength);

    /// <summary>
    /// Computes one panel of the product of input and weights: output[row, lane] = Σ input[row, f]·weights[f, lane]
    /// over the features f.
    /// </summary>
    /// <param name="weights">A panel of the weights, [feature][32].</param>
    /// <param name="output">Receives the panel, [row][32].</param>
    /// <param name="lanes">The number of lanes to compute; the others are undefined.</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    /// <param name="stop">Cancels a large product.</param>
    public void MatMul(
        ReadOnlySpan<float> weights, Span<float> output, int lanes, WeightPrefetcher prefetcher, CancellationToken stop)
    {
        if (_sparse is not null) PanelGemm.Current.MatMul(_sparse, weights, output, prefetcher, stop);
        else PanelGemm.Current.MatMul(_dense!.Span, Rows, weights, Features, output, lanes, prefetcher, stop);
    }

    /// <summary>Computes two panels of the product at once, if the input is sparse.</summary>
    /// <param name="weights0">The first panel of the weights, [feature][32].</param>
    /// <param name="weights1">The second panel of the weights, [feature][32].</param>
    /// <param name="output0">Receives the first panel, [row][32].</param>
    /// <param name="output1">Receives the second panel, [row][32].</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    /// <param name="stop">Cancels a large product.</param>
    public void MatMulPair(
        ReadOnlySpan<float> weights0, ReadOnlySpan<float> weights1, Span<float> output0, Span<float> output1,
        WeightPrefetcher prefetcher, CancellationToken stop) =>
        PanelGemm.Current.MatMulPair(_sparse!, weights0, weights1, output0, output1, prefetcher, stop);

    /// <summary>
    /// Computes a block of the gradient of the weights: block[f, lane] = Σ input[row, f]·gradient[row, lane] over the
    /// rows.
    /// </summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="gradient">A panel of the gradient with respect to the product, [row][32].</param>
    /// <param name="block">Receives the block, [feature][32].</param>
    /// <param name="lanes">The number of lanes to compute; the others are undefined.</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    /// <returns>The number of features of the panel, which are the rows of the block.</returns>
    public int MatMulTransposed(
        int panel, ReadOnlySpan<float> gradient, Span<float> block, int lanes, WeightPrefetcher prefetcher)
    {
        int first = panel * Kernels.Memory.Panel.Width;
        int count = Math.Min(Kernels.Memory.Panel.Width, Features - first);
        if (_sparse is not null) PanelGemm.Current.MatMulTransposed(_sparse, first, count, gradient, block, prefetcher);
        else PanelGemm.Current.MatMulTransposed(Panel(panel), count, gradient, Rows, block, lanes, prefetcher);
        return count;
    }

    /// <summary>Computes two blocks of the gradient of the weights at once, if the input is sparse.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="gradient0">The first panel of the gradient with respect to the product, [row][32].</param>
    /// <param name="gradient1">The second panel of that gradient, [row][32].</param>
    /// <param name="block0">Receives the block of the first panel, [feature][32].</param>
    /// <param name="block1">Receives the block of the second panel, [feature][32].</param>
    /// <param name="prefetcher">Prefetches the weights that are needed next.</param>
    /// <returns>The number of features of the panel, which are the rows of a block.</returns>
    public int MatMulTransposedPair(
        int panel, ReadOnlySpan<float> gradient0, ReadOnlySpan<float> gradient1, Span<float> block0, Span<float> block1,
        WeightPrefetcher prefetcher)
    {
        int first = panel * Kernels.Memory.Panel.Width;
        int count = Math.Min(Kernels.Memory.Panel.Width, Features - first);
        PanelGemm.Current.MatMulTransposedPair(
            _sparse!, first, count, gradient0, gradient1, block0, block1, prefetcher);
        return count;
    }
}
