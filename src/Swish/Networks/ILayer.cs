using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks;

/// <summary>
/// A layer at work: its parameters, its buffers, and the passes over a batch. The output of a layer lies in parts that
/// do not depend on each other; today a part is a panel of 32 features over the whole batch, [batch][32], and the
/// output is [feature/32][batch][32]. Threads take parts, never a share of a sum.
/// </summary>
/// <remarks>
/// <para>The life of a step, which <see cref="Network"/> runs for all layers over all threads:</para>
/// <para>1. <see cref="Forward"/>, layer after layer, each part from the product to the end of the layer while it is in
/// a core's cache.</para>
/// <para>2. The loss writes its gradient by the logits over the logits.</para>
/// <para>3. Back, layer before layer: for each part of a layer's output, the layers that read it compute the gradient
/// by that part into scratch memory (<see cref="BackwardInput"/>), these are added, and the layer takes the sum while
/// it is in the cache (<see cref="BackwardOutput"/>), down to the gradient at its product, which it keeps.</para>
/// <para>4. Only if all gradients are finite: <see cref="BackwardParameters"/>, all layers at once, hands the gradients
/// of the parameters block by block to the optimizer.</para>
/// <para>A residual block is a graph: the layers of its body, those of its shortcut, and a layer with two inputs that
/// adds them (<see cref="Layers.AddLayer"/>). Step 3 adds up what comes back to its input, so that nothing else is
/// needed.</para>
/// <para>A convolution would be a layer whose part is a group of images, with weights of [outputs, channels, kernel
/// rows, kernel columns]; its <see cref="BackwardInput"/> is a convolution too, and returns the part of its input that
/// it is asked for. What needs sums over all parts, as batch normalization of channels does, leaves its share of the
/// sum in one pass (<see cref="Forward"/> of the convolution, <see cref="BackwardOutput"/> of the normalization) and
/// adds the shares in a fixed order in the next (<see cref="Forward"/> of the normalization, its
/// <see cref="BackwardInput"/>): between two passes all threads have met.</para>
/// <para>Constructors allocate through <see cref="LayerContext"/> and do nothing else, so that a network can be
/// measured without memory; <see cref="Initialize"/> sets the values.</para>
/// </remarks>
internal interface ILayer
{
    /// <summary>The index from which names and random streams come (<see cref="LayerContext.Index"/>).</summary>
    int Index { get; }

    /// <summary>The shape of each input for one example; several for a layer that joins branches.</summary>
    IReadOnlyList<TensorShape> InputShapes { get; }

    /// <summary>The shape of the output for one example.</summary>
    TensorShape OutputShape { get; }

    /// <summary>The parts of the output.</summary>
    int PartCount { get; }

    /// <summary>The floats of a part of a training batch.</summary>
    int PartLength { get; }

    /// <summary>The output of the last training batch, in parts; lanes beyond the last feature hold zero.</summary>
    PanelBuffer Output { get; }

    /// <summary>
    /// f′ of the layer's last activation after <see cref="Forward"/>, in panels; overwritten by
    /// <see cref="BackwardOutput"/>. Null for a layer without an activation.
    /// </summary>
    PanelBuffer? Derivative { get; }

    /// <summary>
    /// The parameters, in the order of <see cref="ParameterKind"/>; their names are unique in the network.
    /// </summary>
    IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>State that is not trained by gradients; its names are unique in the network.</summary>
    IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>
    /// The floats of <see cref="WorkerScratch.Workspace"/> that the layer needs while it works on a part.
    /// </summary>
    long ScratchLength { get; }

    /// <summary>Sets parameters and state to their initial values.</summary>
    /// <param name="team">Draws the weights.</param>
    /// <param name="cancellationToken">Ends the drawing.</param>
    /// <exception cref="OperationCanceledException">The drawing was canceled.</exception>
    void Initialize(WorkerTeam team, CancellationToken cancellationToken);

    /// <summary>Computes one part of <see cref="Output"/> in training.</summary>
    /// <param name="part">Which part.</param>
    /// <param name="inputs">The inputs, [batch, features] each.</param>
    /// <param name="step">Steps done before this one, which dropout's stream depends on.</param>
    void Forward(int part, LayerInput[] inputs, int step);

    /// <summary>
    /// Computes one part of the output in evaluation, with averaged parameters and running statistics, and leaves what
    /// training keeps as it is.
    /// </summary>
    /// <param name="part">Which part.</param>
    /// <param name="inputs">The inputs, [rows, features] each; any number of rows.</param>
    /// <param name="output">Gets the part, [rows][32]; may hold anything before, and is no part of an input.</param>
    void Evaluate(int part, LayerInput[] inputs, Span<float> output);

    /// <summary>
    /// Takes the gradient by one part of the output, and goes with it to where the layer's weights are.
    /// </summary>
    /// <param name="part">Which part.</param>
    /// <param name="gradient">
    /// The gradient, like the part of <see cref="Output"/>; overwritten. Behind the last layer it is that part itself.
    /// </param>
    /// <returns>False where the gradient at the weights is not finite, or too large to go on with.</returns>
    bool BackwardOutput(int part, Span<float> gradient);

    /// <summary>
    /// Computes the gradient by one part of an input, after <see cref="BackwardOutput"/> of all parts of the output.
    /// </summary>
    /// <param name="input">Which input.</param>
    /// <param name="part">Which part of it: the parts are those of the layer that the input comes from.</param>
    /// <param name="gradient">Gets the gradient, [batch][32], with zero in lanes beyond the last feature.</param>
    /// <param name="scratch">The thread's own; <see cref="WorkerScratch.Workspace"/> may be overwritten.</param>
    void BackwardInput(int input, int part, Span<float> gradient, WorkerScratch scratch);

    /// <summary>
    /// Computes the gradients of the parameters that belong to one part of the output, and hands them on as they come.
    /// </summary>
    /// <param name="part">Which part.</param>
    /// <param name="inputs">The inputs of the training batch.</param>
    /// <param name="sink">Takes the gradients, and may change the parameters at once.</param>
    /// <param name="scratch">The thread's own; <see cref="WorkerScratch.Workspace"/> may be overwritten.</param>
    void BackwardParameters(int part, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch);
}
