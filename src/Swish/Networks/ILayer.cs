using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>
/// Represents a layer of a network in training: its parameters, its buffers, and its passes over a batch. The output of
/// a layer consists of parts that can be computed independently. There are two layouts: features, [feature/32][batch][32],
/// whose parts are panels of 32 features of the whole batch, [batch][32] (<see cref="Layers.PanelLayer"/>), and images,
/// [batch][position][lanes], whose parts are examples (<see cref="Layers.ImageLayer"/>). Threads divide the work by
/// parts. They never divide a sum, because rounding would then depend on the number of threads.
/// </summary>
/// <remarks>
/// <para>A node is a layer in the graph of the network (<see cref="LayerNode"/>). A wave is a list of nodes that only
/// read earlier waves, so that their parts can be computed at the same time (<see cref="NetworkSchedule.Waves"/>). An
/// item is the consecutive parts of a node that one thread takes (<see cref="WorkItem"/>). A lane is one of the 32
/// places of a row of a panel, or one of the places of a position of an image: as many as channels, rounded up to a
/// multiple of 16. Lanes after the last feature or channel are padding. A slot is a buffer of outputs in evaluation,
/// which several nodes use one after the other (<see cref="NetworkSchedule.Slots"/>).</para>
/// <para><see cref="Network"/> performs a training step in these passes:</para>
/// <para>1. Forward pass: <see cref="Forward"/> of one wave after the other. Each part is computed up to the end of the
/// layer while it is in the cache. A sum over examples that are parts, as in the batch normalization of images, divides
/// the pass: partial sums in <see cref="Forward"/>, their sum in <see cref="CombineForward"/>, and the rest in
/// <see cref="FinishForward"/>.</para>
/// <para>2. The loss function overwrites the logits with the gradient of the loss with respect to the logits.</para>
/// <para>3. Backward pass, from the last layer to the first: for each part of a layer's output, the layers that read it
/// compute the gradient with respect to that part into scratch memory (<see cref="BackwardInput"/>), and the gradients
/// are added. Then <see cref="BackwardOutput"/> of the layer itself takes the sum back through its operations (dropout,
/// activation, batch normalization, whose parameters get their gradients here) and keeps the gradient with respect to
/// its matrix product, if it has one. Sums over parts are combined by <see cref="CombineBackward"/>. With images, that
/// is the case for batch normalization: <see cref="BackwardOutput"/> stops before it, and <see cref="BackwardInput"/>
/// continues with it and with the product.</para>
/// <para>4. Only if all these methods return true, <see cref="BackwardParameters"/> of all layers computes the
/// gradients of weights and biases, and passes the gradients of all parameters to the optimizer. So each layer checks
/// what the gradients of its own parameters are computed from: the gradient with respect to its product, the gradients
/// of its vectors, and those of weights where large inputs could make them overflow. It cannot rely on the layer before
/// it, which may have no parameters.</para>
/// <para>A layer of images keeps no gradients: that with respect to its output takes the place of the output, which no
/// layer needs any more. So a convolution computes the gradient of its weights with that of its input
/// (<see cref="BackwardInput"/>), where an example is in the cache for both, as one sum for each
/// <see cref="ExamplesPerSum"/> examples. <see cref="BackwardParameters"/> adds these sums in ascending order.</para>
/// <para>A residual block is a graph: the layers of its body, those of its shortcut, and a layer that adds both
/// (<see cref="Layers.PanelAddLayer"/>). Pass 3 adds the gradients with respect to the block's input, because both the
/// body and the shortcut read it. If the body is one dense layer and the shortcut is the identity,
/// <see cref="NetworkBuilder"/> fuses the block into that dense layer, which then adds its input itself. The last
/// convolution of a body adds any shortcut itself (<see cref="Layers.ImageOperationLayer"/>).</para>
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

    /// <summary>
    /// Gets whether the output has the layout of images, [example][position][lanes], with one part per example.
    /// Otherwise it consists of panels.
    /// </summary>
    bool IsImages { get; }

    /// <summary>Gets the number of parts of the output of a training batch.</summary>
    int PartCount { get; }

    /// <summary>
    /// Gets the number of consecutive parts that one thread computes in ascending order, a power of 2; with panels, also the
    /// number of those for which it calls <see cref="BackwardParameters"/>. It is read after <see cref="Initialize"/>.
    /// </summary>
    int PartsPerItem { get; }

    /// <summary>
    /// Gets the number of consecutive examples of the input for which one thread calls <see cref="BackwardInput"/>,
    /// because it adds their gradients of weights to one sum; a power of 2, and 1 for a layer without such sums.
    /// </summary>
    int ExamplesPerSum { get; }

    /// <summary>Gets the number of floats of a part of a training batch.</summary>
    int PartLength { get; }

    /// <summary>
    /// Gets the number of panels of 32 output features or channels, for each of which <see cref="BackwardParameters"/>
    /// is called if the layer has parameters.
    /// </summary>
    int UpdateCount { get; }

    /// <summary>
    /// Gets whether the output is complete only after <see cref="FinishForward"/>, because it depends on a sum over all
    /// parts, such as the moments of batch normalization.
    /// </summary>
    bool FinishesForward { get; }

    /// <summary>
    /// Gets whether <see cref="BackwardInput"/> also computes gradients of parameters, so that it is called even if the
    /// gradient with respect to the input is not needed.
    /// </summary>
    bool BackwardInputComputesParameters { get; }

    /// <summary>
    /// Gets the output of the last training batch, in parts. Lanes after the last feature contain zero.
    /// </summary>
    PanelBuffer Output { get; }

    /// <summary>
    /// Gets what <see cref="FinishForward"/> and <see cref="BackwardOutput"/> of a layer of images read, in the layout of
    /// <see cref="Output"/>, so that the layer after it can prefetch it. Null for none.
    /// </summary>
    PanelBuffer? Intermediate { get; }

    /// <summary>
    /// Gets the derivative f′ of the layer's last activation in panels, which diagnostics read; in a layer with a gate,
    /// both partial derivatives of the gate, one after the other. <see cref="Forward"/> computes it, and
    /// <see cref="BackwardOutput"/> overwrites it. Null for a layer without an activation.
    /// </summary>
    PanelBuffer? Derivative { get; }

    /// <summary>
    /// Gets the parameters; <see cref="Network.Parameters"/> sorts them. Their names are unique in the network.
    /// </summary>
    IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Gets the state that is not trained by gradients. Its names are unique in the network.</summary>
    IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>
    /// Gets the number of floats of <see cref="WorkerScratch.Workspace"/> that a method of the layer needs at most.
    /// </summary>
    long ScratchLength { get; }

    /// <summary>Sets parameters and state to their initial values.</summary>
    /// <param name="team">The worker threads that generate the weights.</param>
    /// <param name="cancellationToken">Cancels the initialization.</param>
    /// <exception cref="OperationCanceledException">The initialization was canceled.</exception>
    void Initialize(WorkerTeam team, CancellationToken cancellationToken);

    /// <summary>Returns the memory of a part of an output.</summary>
    /// <param name="buffer">The buffer of the output.</param>
    /// <param name="part">The index of the part.</param>
    /// <param name="rows">The number of examples.</param>
    /// <returns>The part.</returns>
    Span<float> Part(PanelBuffer buffer, int part, int rows);

    /// <summary>Computes one part of <see cref="Output"/> in training, with zero in the padding.</summary>
    /// <param name="part">The index of the part.</param>
    /// <param name="inputs">The inputs of the training batch.</param>
    /// <param name="step">The number of steps done before, on which the random stream of dropout depends.</param>
    /// <param name="scratch">
    /// The scratch memory of the thread; <see cref="WorkerScratch.Workspace"/> is overwritten.
    /// </param>
    void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch);

    /// <summary>
    /// Combines sums over parts after <see cref="Forward"/> of all parts and before <see cref="FinishForward"/>, on one
    /// thread.
    /// </summary>
    void CombineForward();

    /// <summary>
    /// Completes one part of <see cref="Output"/>, if the layer <see cref="FinishesForward"/>.
    /// </summary>
    /// <param name="part">The index of the part.</param>
    /// <param name="inputs">The inputs of the training batch.</param>
    /// <param name="scratch">
    /// The scratch memory of the thread; <see cref="WorkerScratch.Workspace"/> is overwritten.
    /// </param>
    void FinishForward(int part, LayerInput[] inputs, WorkerScratch scratch);

    /// <summary>
    /// Computes one part of the output in evaluation, with averaged parameters and running statistics. The buffers of
    /// training do not change.
    /// </summary>
    /// <param name="part">The index of the part.</param>
    /// <param name="inputs">The inputs, with any number of examples.</param>
    /// <param name="output">
    /// Receives the part; must not overlap an input. It holds the output of another layer, so that every lane must be
    /// written, with zero in the padding.
    /// </param>
    /// <param name="scratch">
    /// The scratch memory of the thread; <see cref="WorkerScratch.Workspace"/> is overwritten.
    /// </param>
    void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch);

    /// <summary>
    /// Computes the gradient with respect to the output of the matrix product, or with respect to the input of a layer
    /// without a product, from the gradient with respect to one part of the output. With images it computes the
    /// gradient with respect to the output of batch normalization instead, if the layer has one.
    /// </summary>
    /// <param name="part">The index of the part.</param>
    /// <param name="inputs">The inputs of the training batch.</param>
    /// <param name="gradient">
    /// The gradient, in the layout of the part of <see cref="Output"/>; overwritten. For the last layer, it is that
    /// part of <see cref="Output"/> itself.
    /// </param>
    /// <param name="scratch">
    /// The scratch memory of the thread; <see cref="WorkerScratch.Workspace"/> is overwritten.
    /// </param>
    /// <returns>False if the gradient is not finite, or too large to continue.</returns>
    bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch);

    /// <summary>
    /// Combines sums over parts after <see cref="BackwardOutput"/> of all parts, on one thread.
    /// </summary>
    /// <returns>False if a gradient is not finite, or too large to continue.</returns>
    bool CombineBackward();

    /// <summary>
    /// Computes the gradient with respect to one part of an input, after <see cref="BackwardOutput"/> of all parts of
    /// the output.
    /// </summary>
    /// <param name="input">The index of the input.</param>
    /// <param name="part">The index of the part of the input.</param>
    /// <param name="inputs">
    /// The inputs of the training batch. Those that are images are valid up to this call: the gradient of the layer that
    /// computed them takes their place.
    /// </param>
    /// <param name="gradient">
    /// Receives the gradient in the layout of the input. It holds old values, so that every lane must be written, with
    /// zero in the padding. Empty if it is not needed, and only gradients of parameters are to be computed.
    /// </param>
    /// <param name="scratch">
    /// The scratch memory of the thread; <see cref="WorkerScratch.Workspace"/> is overwritten.
    /// </param>
    /// <returns>False if a gradient on the way is not finite, or too large to continue.</returns>
    bool BackwardInput(int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch);

    /// <summary>
    /// Computes the gradients of the parameters of one panel of outputs, and passes them to a sink block by block.
    /// </summary>
    /// <param name="panel">
    /// The index of the panel of 32 output features or channels, below <see cref="UpdateCount"/>.
    /// </param>
    /// <param name="inputs">The inputs of the training batch.</param>
    /// <param name="sink">Receives the gradients, and may update the parameters immediately.</param>
    /// <param name="scratch">
    /// The scratch memory of the thread; <see cref="WorkerScratch.Workspace"/> is overwritten.
    /// </param>
    void BackwardParameters(int panel, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch);
}
