using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>
/// Represents a layer of a network in training: its parameters, its buffers, and its passes over a batch. The output of
/// a layer consists of parts that can be computed independently. In all present layers a part is a panel of 32 features
/// of the whole batch, [batch][32], and the output is [feature/32][batch][32]. Threads divide the work by parts, and
/// never divide a sum.
/// </summary>
/// <remarks>
/// <para><see cref="Network"/> performs a training step in these passes, each by all threads:</para>
/// <para>1. Forward pass: <see cref="Forward"/> of one layer after the other. Each part is computed up to the end of
/// the layer while it is in the L1 or L2 cache.</para>
/// <para>2. The loss function overwrites the logits with the gradient of the loss with respect to the logits.</para>
/// <para>3. Backward pass, from the last layer to the first: for each part of a layer's output, the layers that read it
/// compute the gradient with respect to that part into scratch memory (<see cref="BackwardInput"/>), and the gradients
/// are added. While the sum is in the cache, the layer itself computes the gradient with respect to the output of its
/// matrix product, and keeps it (<see cref="BackwardOutput"/>).</para>
/// <para>4. Only if all gradients are finite, <see cref="BackwardParameters"/> of all layers computes the gradients of
/// the parameters, and passes them to the optimizer block by block.</para>
/// <para>A residual block is a graph: the layers of its body, those of its shortcut, and a layer that adds both
/// (<see cref="Layers.AddLayer"/>). Pass 3 adds the gradients with respect to the block's input, because both the body
/// and the shortcut read it.</para>
/// <para>A convolution fits the same layout if a panel holds 32 channels and its rows are the positions of all
/// examples: the output is [channel/32][batch·rows·columns][32], and a part is a panel of output channels. Then the
/// gradient of the weights of a part is one sum over the rows of the panel, as in a dense layer, and the panel
/// operations (batch normalization of channels, activation, dropout) are the existing ones with more rows, fused as
/// they are now. The weights [outputs, channels, kernel rows, kernel columns] are stored as panels of outputs. Its
/// <see cref="BackwardInput"/> is a convolution with the transposed weights, which computes one panel of input
/// channels.
/// <see cref="LayerInput"/> then needs the number of positions, and a flattening layer converts the layout.</para>
/// <para>Constructors only allocate buffers through <see cref="LayerContext"/>, so that the memory of a network can be
/// measured without allocating it; <see cref="Initialize"/> sets the values.</para>
/// </remarks>
internal interface ILayer
{
    /// <summary>
    /// Gets the index that names and random streams are derived from (<see cref="LayerContext.Index"/>).
    /// </summary>
    int Index { get; }

    /// <summary>Gets the shape of each input for one example. Layers that join branches have several inputs.</summary>
    IReadOnlyList<TensorShape> InputShapes { get; }

    /// <summary>Gets the shape of the output for one example.</summary>
    TensorShape OutputShape { get; }

    /// <summary>Gets the number of parts of the output.</summary>
    int PartCount { get; }

    /// <summary>Gets the number of floats of a part of a training batch.</summary>
    int PartLength { get; }

    /// <summary>
    /// Gets the output of the last training batch, in parts. Lanes after the last feature contain zero.
    /// </summary>
    PanelBuffer Output { get; }

    /// <summary>
    /// Gets the derivative f′ of the layer's last activation in panels, which <see cref="Forward"/> computes and
    /// <see cref="BackwardOutput"/> overwrites; for a gate, both partial derivatives, one after the other. Null for a
    /// layer without an activation.
    /// </summary>
    PanelBuffer? Derivative { get; }

    /// <summary>
    /// Gets the parameters, in the order of <see cref="ParameterKind"/>. Their names are unique in the network.
    /// </summary>
    IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Gets the state that is not trained by gradients. Its names are unique in the network.</summary>
    IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>
    /// Gets the number of floats of <see cref="WorkerScratch.Workspace"/> that the layer needs to compute a part.
    /// </summary>
    long ScratchLength { get; }

    /// <summary>Sets parameters and state to their initial values.</summary>
    /// <param name="team">The worker threads that generate the weights.</param>
    /// <param name="cancellationToken">Cancels the initialization.</param>
    /// <exception cref="OperationCanceledException">The initialization was canceled.</exception>
    void Initialize(WorkerTeam team, CancellationToken cancellationToken);

    /// <summary>Computes one part of <see cref="Output"/> in training.</summary>
    /// <param name="part">The index of the part.</param>
    /// <param name="inputs">The inputs, [batch, features] each.</param>
    /// <param name="step">The number of steps done before, on which the random stream of dropout depends.</param>
    void Forward(int part, LayerInput[] inputs, int step);

    /// <summary>
    /// Computes one part of the output in evaluation, with averaged parameters and running statistics. The buffers of
    /// training do not change.
    /// </summary>
    /// <param name="part">The index of the part.</param>
    /// <param name="inputs">The inputs, [rows, features] each, with any number of rows.</param>
    /// <param name="output">Receives the part, [rows][32]; must not overlap an input.</param>
    void Evaluate(int part, LayerInput[] inputs, Span<float> output);

    /// <summary>
    /// Computes the gradient with respect to the output of the matrix product from the gradient with respect to one
    /// part of the output.
    /// </summary>
    /// <param name="part">The index of the part.</param>
    /// <param name="gradient">
    /// The gradient, in the layout of the part of <see cref="Output"/>; overwritten. For the last layer, it is that
    /// part of <see cref="Output"/> itself.
    /// </param>
    /// <returns>False if the gradient is not finite, or too large to continue.</returns>
    bool BackwardOutput(int part, Span<float> gradient);

    /// <summary>
    /// Computes the gradient with respect to one part of an input, after <see cref="BackwardOutput"/> of all parts of
    /// the output.
    /// </summary>
    /// <param name="input">The index of the input.</param>
    /// <param name="part">The index of the part of the input.</param>
    /// <param name="gradient">Receives the gradient, [batch][32], with zero in lanes after the last feature.</param>
    /// <param name="scratch">
    /// The scratch memory of the thread; <see cref="WorkerScratch.Workspace"/> is overwritten.
    /// </param>
    void BackwardInput(int input, int part, Span<float> gradient, WorkerScratch scratch);

    /// <summary>
    /// Computes the gradients of the parameters of one part of the output, and passes them to a sink block by block.
    /// </summary>
    /// <param name="part">The index of the part.</param>
    /// <param name="inputs">The inputs of the training batch.</param>
    /// <param name="sink">Receives the gradients, and may update the parameters immediately.</param>
    /// <param name="scratch">
    /// The scratch memory of the thread; <see cref="WorkerScratch.Workspace"/> is overwritten.
    /// </param>
    void BackwardParameters(int part, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch);
}
