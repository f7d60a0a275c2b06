using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>Represents a network with its size for examples of a shape.</summary>
public sealed record NetworkSummary
{
    private NetworkDefinition? _definition;

    private NetworkSummary()
    {
    }

    /// <summary>Gets the name of the network, or its layers in braces if it has no name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the shape of an example.</summary>
    public required ExampleShape Input { get; init; }

    /// <summary>Gets the number of outputs.</summary>
    public required int Outputs { get; init; }

    /// <summary>Gets the number of hidden layers with weights on the longest path.</summary>
    public required int Depth { get; init; }

    /// <summary>Gets the number of parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>Gets the number of multiply-adds of the forward pass of one example.</summary>
    public required double MultiplyAdds { get; init; }

    /// <summary>Gets the memory of a run with the batch size, in bytes, without the data set.</summary>
    public required double Memory { get; init; }

    /// <summary>Gets the number of examples per step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Gets what the network is, and where it was published; empty for a network that is not of the catalog.
    /// </summary>
    public required string Description { get; init; }

    /// <summary>Gets the layers in braces.</summary>
    public required string Layers { get; init; }

    /// <summary>Gets the text that <see cref="NetworkDefinition.Parse"/> reads.</summary>
    public required string Definition { get; init; }

    /// <summary>Measures a network on a data set.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="batchSize">The number of examples per step, 1 or more.</param>
    /// <param name="activation">The activation.</param>
    /// <returns>The network with its size.</returns>
    /// <exception cref="SwishException">
    /// The network does not fit the examples or the activation (the errors of <see cref="NetworkDefinition.Check"/>).
    /// </exception>
    public static NetworkSummary Measure(
        NetworkDefinition definition, Dataset dataset, int batchSize, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(dataset);
        TrainingRecipe recipe = TrainingRecipe.Default with
        {
            Network = definition,
            BatchSize = batchSize,
            Activation = activation,
            ValidationCount = 0,
        };
        NetworkSize size = NetworkSize.Measure(recipe, dataset);
        LayerNode[] nodes = Network.Measure(RecipeNetwork.Spec(recipe, dataset), new(measuresOnly: true));
        return new()
        {
            Name = definition.Name,
            Input = dataset.Shape,
            Outputs = dataset.OutputCount,
            Depth = definition.Depth,
            Parameters = nodes.SelectMany(node => node.Layer.Parameters).Sum(block => (long)block.Count),
            MultiplyAdds = size.MultiplyAdds,
            Memory = RecipeSize.MemoryBytes(recipe, dataset, size),
            BatchSize = batchSize,
            Description = NetworkCatalog.Find(definition.Name.Split('(')[0])?.Description ?? "",
            Layers = definition.Layers,
            Definition = definition.ToString(),
            _definition = definition,
        };
    }

    /// <summary>Creates a data set of one blank example, for the size of networks on examples of a shape.</summary>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="classes">The number of classes, 2 or more.</param>
    /// <returns>The data set.</returns>
    public static Dataset BlankDataset(ExampleShape shape, int classes)
    {
        ExampleSet blank = ExampleSet.OfBytes(new byte[shape.InputCount], [0], shape.InputCount);
        return new("blank", shape, classes, blank, blank);
    }

    /// <summary>Gets the network. This is a method because PowerShell shows properties as columns.</summary>
    /// <returns>The network.</returns>
    public NetworkDefinition GetDefinition() => _definition!;
}
