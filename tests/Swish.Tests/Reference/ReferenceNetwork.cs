using Swish.Activations.Gates;
using Swish.Networks;
using Swish.Networks.Specs;
using Swish.Recipes;

namespace Swish.Tests.Reference;

/// <summary>
/// A network as a recipe says it, with gates in the width that it says, in double and as plainly as it can be written.
/// It shares nothing with the library but the recipe and the activations' double-precision definitions.
/// </summary>
internal sealed class ReferenceNetwork
{
    private readonly ReferenceSequence _layers;
    private readonly double _labelSmoothing;

    public ReferenceNetwork(TrainingRecipe recipe, int inputs, int classes)
    {
        _labelSmoothing = recipe.LabelSmoothing;
        List<IReferenceLayer> blocks = [];
        int width = inputs;
        for (int layer = 0; layer < recipe.HiddenLayers.Depth; layer++)
        {
            int units = recipe.HiddenLayers[layer];
            bool normalized = recipe.BatchNormInterval > 0 && (layer + 1) % recipe.BatchNormInterval == 0;
            bool normalizedFirst = recipe.BatchNormPosition == BatchNormPosition.BeforeActivation;
            BatchNormSpec? norm = normalized ? new() { FixedScale = recipe.FixedBatchNormScale } : null;
            List<IReferenceLayer> parts = [];
            if (recipe.Activation is Gate gate)
            {
                parts.Add(new ReferenceGatedDense(layer, width, units, gate, normalizedFirst ? norm : null));
            }
            else
            {
                parts.Add(new ReferenceDense(layer, width, units));
                if (norm is not null && normalizedFirst)
                    parts.Add(new ReferenceBatchNorm(layer, units, norm.FixedScale));
                parts.Add(new ReferenceActivation(layer, units, recipe.Activation));
            }
            if (norm is not null && !normalizedFirst) parts.Add(new ReferenceBatchNorm(layer, units, norm.FixedScale));
            if (recipe.Dropout > 0) parts.Add(new ReferenceDropout(recipe.Dropout));
            ReferenceSequence block = new(parts);
            blocks.Add(recipe.Residual && units == width ? new ReferenceResidual(block) : block);
            width = units;
        }
        blocks.Add(new ReferenceDense(recipe.HiddenLayers.Depth, width, classes));
        _layers = new ReferenceSequence(blocks);
        Parameters = [.. _layers.Parameters];
    }

    public IReadOnlyList<ReferenceParameter> Parameters { get; }

    /// <summary>The hidden layers, each with all that stands behind its product, and the output layer.</summary>
    public IReadOnlyList<IReferenceLayer> Blocks => _layers.Layers;

    public IReadOnlyList<ReferenceDense> Dense => [.. Parts.OfType<ReferenceDense>()];

    public IReadOnlyList<ReferenceBatchNorm> BatchNorms => [.. Parts.OfType<ReferenceBatchNorm>()];

    public IReadOnlyList<ReferenceDropout> Dropouts => [.. Parts.OfType<ReferenceDropout>()];

    /// <summary>The share of units of a hidden layer whose derivatives stay below a slope at every example.</summary>
    public double DeadShare(int layer, double slope) =>
        Parts.Where(part => part is ReferenceActivation or ReferenceGatedDense).ElementAt(layer) switch
        {
            ReferenceActivation activation => activation.DeadShare(slope),
            IReferenceLayer gated => ((ReferenceGatedDense)gated).DeadShare(slope),
        };

    private IEnumerable<IReferenceLayer> Parts =>
        _layers.Layers.SelectMany(layer => layer switch
        {
            ReferenceResidual { Body: ReferenceSequence body } => body.Layers,
            ReferenceSequence block => block.Layers,
            _ => [layer],
        });

    /// <summary>The logits of each example.</summary>
    public double[][] Forward(double[][] input, bool training) => _layers.Forward(input, training);

    /// <summary>
    /// A training pass forth and back: each parameter gets its gradient of the mean cross-entropy, without penalties.
    /// </summary>
    /// <returns>The mean cross-entropy in nats.</returns>
    public double ForwardBackward(double[][] input, int[] labels)
    {
        double[][] logits = Forward(input, training: true);
        _layers.Backward(ReferenceCrossEntropy.Gradient(logits, labels, _labelSmoothing));
        return ReferenceCrossEntropy.Loss(logits, labels, _labelSmoothing);
    }
}
