using System.Globalization;
using Swish.Activations;

namespace Swish.Networks.Architectures.Language;

/// <summary>Assigns what is written after the name of a layer to its parameters, and checks the values.</summary>
internal sealed class LayerArguments
{
    private readonly LayerStatement _statement;
    private readonly LayerForm _form;
    private readonly INetworkSource _source;
    private readonly Func<IReadOnlyList<LayerStatement>, IReadOnlyList<LayerSpec>> _readBlock;
    private readonly Dictionary<string, LayerElement> _values = [];
    private readonly List<LayerElement> _blocks = [];

    /// <summary>Assigns the elements of a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="form">How the layer is written.</param>
    /// <param name="source">Creates the errors.</param>
    /// <param name="readBlock">Reads the layers of a block.</param>
    /// <exception cref="SwishException">
    /// A parameter is unknown or given twice, or a value is missing or left (InvalidNetwork).
    /// </exception>
    public LayerArguments(
        LayerStatement statement, LayerForm form, INetworkSource source,
        Func<IReadOnlyList<LayerStatement>, IReadOnlyList<LayerSpec>> readBlock)
    {
        _statement = statement;
        _form = form;
        _source = source;
        _readBlock = readBlock;
        for (int i = 0; i < statement.Elements.Count; i++)
        {
            LayerElement element = statement.Elements[i];
            if (element.Parameter is null) AddValue(element);
            else if (AddParameter(element, i + 1 < statement.Elements.Count ? statement.Elements[i + 1] : null)) i++;
        }
        string? missing = form.Values.Take(form.RequiredValues).FirstOrDefault(name => !_values.ContainsKey(name));
        if (missing is not null) throw Error(statement.Whole, $"{form.Name} needs a value for {missing}: {form.Usage}");
        if (_blocks.Count < form.MinBlocks)
            throw Error(statement.Whole, $"{form.Name} needs layers in braces: {form.Usage}");
    }

    /// <summary>Gets the layers of each block without a parameter.</summary>
    public IReadOnlyList<IReadOnlyList<LayerSpec>> Blocks => [.. _blocks.Select(block => _readBlock(block.Block!))];

    /// <summary>Returns whether a parameter is given.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <returns>True if it is given.</returns>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Returns the layers of a block with a parameter.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <returns>The layers; empty if it is not given.</returns>
    public IReadOnlyList<LayerSpec> Block(string name) =>
        _values.TryGetValue(name, out LayerElement? block) ? _readBlock(block.Block!) : [];

    /// <summary>Returns the value of a parameter, a whole number.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="least">The smallest number allowed.</param>
    /// <param name="most">The largest number allowed.</param>
    /// <param name="fallback">The number if the parameter is not given.</param>
    /// <returns>The number.</returns>
    /// <exception cref="SwishException">The value is something else, or out of range (InvalidNetwork).</exception>
    public int Whole(string name, int least, int most, int fallback = 0)
    {
        if (!_values.TryGetValue(name, out LayerElement? element)) return fallback;
        return element.Value is double number && number == Math.Truncate(number) && number >= least && number <= most
            ? (int)number
            : throw Error(element.Span, string.Create(CultureInfo.InvariantCulture,
                $"{name} of {_form.Name} is a whole number from {least} to {most}, not {Describe(element)}"));
    }

    /// <summary>Returns the value of a parameter, a probability from 0 to below 1.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <returns>The probability.</returns>
    /// <exception cref="SwishException">The value is something else, or out of range (InvalidNetwork).</exception>
    public double Probability(string name)
    {
        LayerElement element = _values[name];
        return element.Value is double and >= 0 and < 1
            ? (double)element.Value
            : throw Error(
                element.Span, $"{name} of {_form.Name} is a number from 0 to below 1, not {Describe(element)}");
    }

    /// <summary>Returns the value of a parameter, an activation.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <returns>The activation; null if it is not given.</returns>
    /// <exception cref="SwishException">The value is not an activation.</exception>
    public Activation? Activation(string name)
    {
        if (!_values.TryGetValue(name, out LayerElement? element)) return null;
        try
        {
            return element.Value switch
            {
                Activation activation => activation,
                string text => _source.ParseActivation(text),
                _ => throw Error(element.Span, $"{name} of {_form.Name} is an activation, not {Describe(element)}"),
            };
        }
        catch (SwishException error) when (error.ErrorId != "InvalidNetwork")
        {
            throw _source.CreateError(element.Span, error.Message, error.ErrorId, error.Kind);
        }
    }

    /// <summary>Creates an error about a value.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="sentence">What is wrong, and what would be right.</param>
    /// <returns>The error (InvalidNetwork).</returns>
    public SwishException Error(string name, string sentence) =>
        Error(_values.TryGetValue(name, out LayerElement? element) ? element.Span : _statement.Whole, sentence);

    private void AddValue(LayerElement element)
    {
        if (element.Block is not null)
        {
            if (_blocks.Count == _form.MaxBlocks)
                throw Error(element.Span, _form.MaxBlocks == 0
                    ? $"{_form.Name} has no layers in braces: {_form.Usage}"
                    : $"{_form.Name} has no further layers in braces: {_form.Usage}");
            _blocks.Add(element);
            return;
        }
        string name = _form.Values.FirstOrDefault(name => !_values.ContainsKey(name))
            ?? throw Error(element.Span, $"{_form.Name} has no value here: {_form.Usage}");
        _values.Add(name, element);
    }

    /// <summary>Adds a parameter, and returns whether the next element is its value.</summary>
    private bool AddParameter(LayerElement element, LayerElement? next)
    {
        string name = Find(element);
        if (_values.ContainsKey(name)) throw Error(element.Span, $"{name} of {_form.Name} is given twice");
        if (_form.Switches.Contains(name))
        {
            _values.Add(name, element);
            return false;
        }
        bool needsBlock = _form.BlockOptions.Contains(name);
        if (next is null or { Parameter: not null } || (next.Block is not null) != needsBlock)
            throw Error(element.Span, needsBlock
                ? $"-{name} needs layers in braces: {_form.Usage}"
                : $"-{name} needs a value: {_form.Usage}");
        _values.Add(name, next);
        return true;
    }

    /// <summary>Finds a parameter; as in PowerShell, a prefix is enough if it is that of only one.</summary>
    private string Find(LayerElement element)
    {
        string[] fitting =
        [
            .. _form.Parameters.Where(p => p.StartsWith(element.Parameter!, StringComparison.OrdinalIgnoreCase)),
        ];
        string? exact = Array.Find(fitting, p => p.Equals(element.Parameter, StringComparison.OrdinalIgnoreCase));
        return exact ?? (fitting.Length == 1 ? fitting[0] : null)
            ?? throw Error(element.Span, $"{_form.Name} has no parameter -{element.Parameter}: {_form.Usage}");
    }

    private static string Describe(LayerElement element) => element.Value switch
    {
        double number => number.ToString(CultureInfo.InvariantCulture),
        string text => $"'{text}'",
        _ => "this",
    };

    private SwishException Error(SourceSpan span, string sentence) =>
        _source.CreateError(span, sentence, "InvalidNetwork", ErrorKind.InvalidArgument);
}
