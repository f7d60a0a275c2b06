using Swish.Kernels;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;
using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks;

/// <summary>
/// A fully connected layer, with its hidden units behind it unless it is the last. All its work is done panel by panel of
/// its outputs, each from the product to the end while the panel is in a core's cache; panels do not depend on each other.
/// </summary>
internal sealed class DenseLayer
{
    private readonly DenseEpilogue? _units;
    private readonly PanelBuffer? _outputError;

    /// <summary>Builds a layer with its initial weights.</summary>
    /// <param name="plan">The network's plan.</param>
    /// <param name="index">Which layer, from 0.</param>
    /// <param name="inputs">Features of its input.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <param name="isHidden">Whether units stand behind the product; the last layer gives logits.</param>
    /// <param name="team">Who draws the weights.</param>
    /// <param name="cancellationToken">Ends the drawing of weights.</param>
    public DenseLayer(
        NetworkSpec plan, int index, int inputs, int outputs, bool isHidden, WorkerTeam team,
        CancellationToken cancellationToken)
    {
        Inputs = inputs;
        Outputs = outputs;
        IsResidual = isHidden && plan.Residual && inputs == outputs;
        Weights = new(
            ParameterKind.Weight, index, inputs, outputs, plan.MomentCount, plan.Averages, plan.GradientClip > 0);
        Bias = new(ParameterKind.Bias, index, 1, outputs, plan.MomentCount, plan.Averages, keepsGradient: true);
        float[] initial = new float[inputs * outputs];
        Initializer.Fill(
            initial, inputs, outputs, plan.Initializer, plan.InitializerDeviation,
            () => new RandomStream(plan.Seed, RandomPurpose.InitialWeights, index), team, cancellationToken);
        Weights.Set(initial);
        Bias.Fill((float)plan.InitialBias);
        _units = isHidden ? new(plan, index, outputs) : null;
        Output = new(plan.BatchSize, outputs);
        // the last layer's logits become their error in place
        Error = isHidden ? new(plan.BatchSize, outputs) : Output;
        if (IsResidual && index > 0) _outputError = new(plan.BatchSize, outputs);
        Parameters = [Weights, Bias];
        if (BatchNorm is not null) Parameters = [.. Parameters, BatchNorm.Scale, BatchNorm.Shift];
        if (_units is not null) Parameters = [.. Parameters, .. _units.Constants];
    }

    /// <summary>Features of its input.</summary>
    public int Inputs { get; }

    /// <summary>Its outputs.</summary>
    public int Outputs { get; }

    /// <summary>Panels of outputs.</summary>
    public int PanelCount => Panel.Count(Outputs);

    /// <summary>Whether its input is added to its output.</summary>
    public bool IsResidual { get; }

    /// <summary>The weights, a row an input.</summary>
    public ParameterBlock Weights { get; }

    /// <summary>The biases.</summary>
    public ParameterBlock Bias { get; }

    /// <summary>All parameters, weights first.</summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Its batch normalization, or null.</summary>
    public BatchNormalization? BatchNorm => _units?.BatchNorm;

    /// <summary>The outputs of a training batch, in panels.</summary>
    public PanelBuffer Output { get; }

    /// <summary>After the way there, f′; after the way back, the error at the product.</summary>
    public PanelBuffer Error { get; }

    /// <summary>Computes one panel of outputs of a training batch.</summary>
    public void Forward(int panel, LayerInput input, int step)
    {
        Span<float> values = Output.Panel(panel, input.Rows);
        input.MatMul(Weights.Values.Panel(panel, Inputs), values, UsedLanes(panel), NextPanel(Weights.Values, panel));
        ElementwiseKernels.AddLanes(values, Bias.Values.Lanes(panel));
        if (_units is null) return;
        _units.Forward(panel, values, Error.Panel(panel, input.Rows), step);
        if (IsResidual) ElementwiseKernels.Add(values, input.Panel(panel));
        ElementwiseKernels.ClearPadding(values, UsedLanes(panel));
    }

    /// <summary>Computes one panel of outputs for evaluation.</summary>
    /// <param name="panel">Which panel.</param>
    /// <param name="input">The examples.</param>
    /// <param name="values">Gets the panel.</param>
    public void Evaluate(int panel, LayerInput input, Span<float> values)
    {
        input.MatMul(
            Weights.Evaluated.Panel(panel, Inputs), values, UsedLanes(panel), NextPanel(Weights.Evaluated, panel));
        ElementwiseKernels.AddLanes(values, Bias.Evaluated.Lanes(panel));
        if (_units is null) return;
        _units.Evaluate(panel, values);
        if (IsResidual) ElementwiseKernels.Add(values, input.Panel(panel));
        ElementwiseKernels.ClearPadding(values, UsedLanes(panel));
    }

    /// <summary>Carries this layer's error back to one panel of the layer below.</summary>
    /// <param name="below">The layer whose outputs are this one's inputs.</param>
    /// <param name="panel">Which panel of it.</param>
    /// <param name="rows">Examples of the batch.</param>
    /// <param name="scratch">The thread's own.</param>
    /// <returns>False where the error is not finite, or too large to go on with.</returns>
    public bool BackwardInput(DenseLayer below, int panel, int rows, WorkerScratch scratch)
    {
        Span<float> transposed = scratch.TransposedWeights;
        PanelTranspose.Run(Weights.Values.Span, Inputs, Outputs, panel, transposed);
        Span<float> error = scratch.Errors[..(rows * Panel.Width)];
        WeightPrefetcher next = new(
            Weights.Values.Span, (panel + 1) * Panel.Width * Panel.Width, Inputs * Panel.Width, Panel.Count(Outputs));
        PanelGemm.MatMul(Error.Span, rows, transposed, Outputs, error, below.UsedLanes(panel), next);
        ElementwiseKernels.ClearPadding(error, below.UsedLanes(panel));
        if (_outputError is not null) ElementwiseKernels.Add(error, _outputError.Panel(panel, rows));
        return below.BackwardActivation(panel, error);
    }

    /// <summary>Takes the error at a panel of outputs, which is used up, back to the product.</summary>
    private bool BackwardActivation(int panel, Span<float> error)
    {
        int rows = error.Length / Panel.Width;
        if (_outputError is not null) error.CopyTo(_outputError.Panel(panel, rows));
        Span<float> atProduct = Error.Panel(panel, rows);
        _units!.Backward(panel, error, atProduct);
        ElementwiseKernels.ClearPadding(atProduct, UsedLanes(panel));
        return ElementwiseKernels.AreWithin(atProduct, ElementwiseKernels.LargestError);
    }

    /// <summary>Computes the gradients of one panel's weights and biases, and hands them and its other gradients on as they come.</summary>
    public void Update(int panel, LayerInput input, IGradientSink update, WorkerScratch scratch)
    {
        ReadOnlySpan<float> errors = Error.Panel(panel, input.Rows);
        Span<float> block = scratch.Gradient;
        for (int inputPanel = 0; inputPanel < Panel.Count(Inputs); inputPanel++)
        {
            int offset = (panel * Inputs + inputPanel * Panel.Width) * Panel.Width;
            // the next block's weights start where this one's end, in the next panel too
            WeightPrefetcher next = Weights.PrefetchFrom(offset + Panel.Width * Panel.Width);
            int count = input.MatMulTransposed(inputPanel, errors, block, UsedLanes(panel), next);
            ElementwiseKernels.ClearPadding(block, UsedLanes(panel));
            update.Apply(Weights, offset, block[..(count * Panel.Width)]);
        }
        ElementwiseKernels.SumRows(errors, Bias.Gradient!.Lanes(panel));
        foreach (ParameterBlock parameter in Parameters)
        {
            if (parameter.Kind == ParameterKind.Weight) continue;
            if (!parameter.IsShared) update.Apply(parameter, panel * Panel.Width, parameter.Gradient!.Lanes(panel));
            else if (panel == 0) update.Apply(parameter, 0, SharedGradient(parameter));
        }
    }

    private WeightPrefetcher NextPanel(PanelBuffer weights, int panel) =>
        new(weights.Span, (panel + 1) * Inputs * Panel.Width, Panel.Width * Panel.Width, Panel.Count(Inputs));

    /// <summary>The lanes of a panel of outputs that are not padding.</summary>
    private int UsedLanes(int panel) => Math.Min(Panel.Width, Outputs - panel * Panel.Width);

    /// <summary>The sum over the units, in ascending order, in each lane: all lanes hold the shared parameter.</summary>
    private static Span<float> SharedGradient(ParameterBlock parameter)
    {
        Span<float> gradient = parameter.Gradient!.Span;
        float sum = 0;
        for (int unit = 0; unit < parameter.Features; unit++) sum += gradient[unit];
        gradient.Fill(sum);
        return gradient;
    }
}
