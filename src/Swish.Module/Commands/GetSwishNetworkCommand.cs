using System.Management.Automation;
using Swish.Activations;
using Swish.Data;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;
using Swish.Networks.Architectures;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>Lists the named networks, or networks of your own, with their size for examples of a shape.</summary>
[Cmdlet(VerbsCommon.Get, "SwishNetwork")]
[OutputType(typeof(NetworkSummary))]
public sealed class GetSwishNetworkCommand : SwishCommand
{
    private const int DefaultClasses = 10;

    private Dataset? _dataset;
    private Activation _activation = TrainingRecipe.Default.Activation;

    /// <summary>
    /// Gets or sets names, which may have wildcards, objects of New-SwishNetwork, or script blocks of layers. By
    /// default all named networks are listed.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public object[] Name { get; set; } = ["*"];

    /// <summary>
    /// Gets or sets the data set whose shape and classes are used. By default each network has the shape that it was
    /// designed for, and 10 classes.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Dataset { get; set; }

    /// <summary>Gets or sets the shape of an example: channels, rows and columns, or the number of features.</summary>
    [Parameter]
    [NumberArgument(Whole = true, List = true)]
    [ValidateNumber("A size of the input", AtLeast = 1, AtMost = 1_000_000)]
    [ValidateCount(1, 3)]
    [NumberCompletion(1, 3, 28, 32)]
    public int[] InputShape { get; set; } = [];

    /// <summary>Gets or sets the number of classes.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The number of classes", AtLeast = 2, AtMost = 65_536)]
    [NumberCompletion(2, 10, 100, 1000)]
    public int Class { get; set; } = DefaultClasses;

    /// <summary>Gets or sets the number of examples per step, which the memory depends on.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("A batch size", AtLeast = 1, AtMost = 1_000_000)]
    [NumberCompletion(32, 64, 128, 256)]
    public int BatchSize { get; set; } = TrainingRecipe.Default.BatchSize;

    /// <summary>Gets or sets the activation, whose learnable parameters are counted.</summary>
    [Parameter]
    [ActivationTransformation]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(ActivationCompleter))]
    public object[] Activation { get; set; } = [];

    /// <inheritdoc/>
    protected override void Begin()
    {
        RequireExclusive(nameof(Dataset), nameof(InputShape));
        RequireExclusive(nameof(Dataset), nameof(Class));
        if (IsBound(nameof(Activation))) _activation = ActivationArgument.Require(Activation[0]);
        if (Dataset is not null)
            _dataset = DatasetArgument.Begin(this, Dataset).WaitAsync(StopToken).GetAwaiter().GetResult();
        else if (InputShape.Length > 0) _dataset = NetworkSummary.BlankDataset(ReadShape(), Class);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (object name in Name) Attempt(() => Write(name), name);
    }

    private void Write(object value)
    {
        if (ActivationArgument.Unwrap(value) is string text && WildcardPattern.ContainsWildcardCharacters(text)
            && !text.Contains('{', StringComparison.Ordinal))
        {
            WildcardPattern pattern = NamePatterns.Read(text);
            foreach (NamedNetwork network in NetworkCatalog.All.Where(network => pattern.IsMatch(network.Name)))
                Attempt(() => Write(NetworkDefinition.Parse(network.Name)), network.Name);
            return;
        }
        Write(NetworkDefinitionArgument.Read(value, SessionState));
    }

    private void Write(NetworkDefinition network)
    {
        Dataset dataset = _dataset ?? NetworkSummary.BlankDataset(
            NetworkCatalog.Find(network.Name.Split('(')[0])?.Input ?? ExampleShape.OfImage(3, 32, 32), Class);
        WriteObject(NetworkSummary.Measure(network, dataset, BatchSize, _activation));
    }

    private ExampleShape ReadShape() => InputShape switch
    {
        [int features] => ExampleShape.OfFeatures(features),
        [int channels, int rows, int columns] => ExampleShape.OfImage(channels, rows, columns),
        _ => throw new SwishException("InvalidInputShape", ErrorKind.InvalidArgument,
            "The shape of an example has three numbers, channels, rows and columns, such as 3, 32, 32, or one number "
            + $"of features, not {InputShape.Length}.", InputShape),
    };
}
