using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Numerics;
using Swish.Activations;
using Swish.Analysis;
using Swish.Networks.Architectures;
using Swish.Networks.Architectures.Language;

namespace Swish.Module.Parameters;

/// <summary>
/// Reads the layers of a network from the syntax tree of a script block, such as
/// <c>{ Convolution 16 3; BatchNorm; Activation; GlobalAveragePool }</c>. The block is never run; anything that is not
/// listed here is rejected, with the place underlined: layers as commands; numbers, text and variables as their values;
/// + - * / and parentheses of numbers; and blocks of layers, or of the formula of an activation.
/// </summary>
internal sealed class ScriptBlockNetwork : INetworkSource
{
    // The commands with an activation, whose block is a formula.
    private static readonly string[] WithFunction = ["Activation", "GatedDense"];

    private readonly ScriptErrorLocation _location;
    private readonly SessionState? _session;
    private int _nesting;

    private ScriptBlockNetwork(Ast script, SessionState? session)
    {
        _location = new(script);
        _session = session;
    }

    /// <summary>Reads a network.</summary>
    /// <param name="block">The script block.</param>
    /// <param name="name">The name of the network; null for none.</param>
    /// <param name="session">The session with the variables; null if there are none.</param>
    /// <exception cref="SwishException">
    /// The block is not a network; see <see cref="NetworkDefinition.Parse"/>. The message shows the place.
    /// </exception>
    public static NetworkDefinition Read(ScriptBlock block, string? name, SessionState? session)
    {
        ScriptBlockNetwork source = new(block.Ast, session);
        if (block.Ast is not ScriptBlockAst script)
            throw source.Error(block.Ast, "this is a function, not a script block such as { Dense 100; Activation }");
        return NetworkDefinition.Create(source.ReadBlock(script), source, name);
    }

    /// <inheritdoc/>
    public Activation ParseActivation(string text) => SessionActivations.Parse(text);

    /// <inheritdoc/>
    public SwishException CreateError(SourceSpan span, string sentence, string errorId, ErrorKind kind) =>
        _location.CreateError(span, sentence, errorId, kind);

    private List<LayerStatement> ReadBlock(ScriptBlockAst script)
    {
        if (++_nesting > NetworkDefinition.MaxNesting)
            throw _location.CreateError(
                script, $"blocks are nested more than {NetworkDefinition.MaxNesting} levels deep", "NestedTooDeep",
                ErrorKind.LimitExceeded);
        if (script.ParamBlock is not null)
            throw Error(
                script.ParamBlock, "a network has no param block; use variables of the session, such as $width");
        if ((script.DynamicParamBlock ?? script.BeginBlock ?? script.ProcessBlock) is { } block)
            throw Error(block, "a network has no blocks with names; write only the layers");
        if (script.UsingStatements.Count > 0) throw Error(script.UsingStatements[0], "a network uses nothing");
        if (script.EndBlock is { Unnamed: false } or { Traps.Count: > 0 })
            throw Error(script, "a network is a list of layers, such as { Dense 100; Activation }");
        List<LayerStatement> statements = [.. (script.EndBlock?.Statements ?? []).Select(ReadStatement)];
        _nesting--;
        return statements;
    }

    private LayerStatement ReadStatement(StatementAst statement)
    {
        if (statement is not PipelineAst pipeline) throw Error(statement, Describe(statement));
        if (pipeline.PipelineElements.Count != 1)
            throw Error(
                pipeline.PipelineElements[1], "a network has no pipelines; separate layers by semicolons or lines");
        CommandBaseAst element = pipeline.PipelineElements[0];
        if (element.Redirections.Count > 0) throw Error(element.Redirections[0], "a network cannot write to a file");
        if (IsBackground(pipeline)) throw Error(pipeline, "a network cannot run in the background");
        if (element is not CommandAst command)
            throw Error(element, Describe(((CommandExpressionAst)element).Expression));
        if (command.InvocationOperator != TokenKind.Unknown)
            throw Error(command, "a network has no calls with & or .; write only the layer, such as Dense 100");
        if (command.CommandElements[0] is not StringConstantExpressionAst
            {
                StringConstantType: StringConstantType.BareWord,
            } name)
            throw Error(command.CommandElements[0], "this is not the name of a layer; write it, such as Dense 100");
        bool hasFunction = WithFunction.Contains(name.Value, StringComparer.OrdinalIgnoreCase);
        List<LayerElement> elements = [];
        foreach (CommandElementAst part in command.CommandElements.Skip(1))
        {
            if (part is not CommandParameterAst parameter) elements.Add(ReadValue((ExpressionAst)part, hasFunction));
            else
            {
                elements.Add(new(parameter.ParameterName, null, _location.SpanOf(parameter)));
                if (parameter.Argument is { } argument) elements.Add(ReadValue(argument, hasFunction));
            }
        }
        return new(name.Value, elements, _location.SpanOf(name));
    }

    // The reference assembly is older than the engine and lacks this property.
    private static bool IsBackground(PipelineAst pipeline) =>
        pipeline.GetType().GetProperty("Background")?.GetValue(pipeline) is true;

    private LayerElement ReadValue(ExpressionAst value, bool hasFunction) => new(null, value switch
    {
        ScriptBlockExpressionAst block when hasFunction => ReadFormula(block),
        ScriptBlockExpressionAst block => ReadBlock(block.ScriptBlock),
        StringConstantExpressionAst text => text.Value,
        VariableExpressionAst variable => ReadVariable(variable),
        _ => ReadNumber(value, 0),
    }, _location.SpanOf(value));

    private static Activation ReadFormula(ScriptBlockExpressionAst block) =>
        ScriptBlockActivation.Read(block.ScriptBlock.GetScriptBlock());

    private double ReadNumber(ExpressionAst node, int depth)
    {
        const int MaxDepth = 64;
        if (depth > MaxDepth)
            throw _location.CreateError(
                node, "parentheses are nested too deeply", "NestedTooDeep", ErrorKind.LimitExceeded);
        return node switch
        {
            ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst inner] } } =>
                ReadNumber(inner.Expression, depth + 1),
            ConstantExpressionAst { Value: BigInteger big } and not StringConstantExpressionAst => (double)big,
            ConstantExpressionAst { Value: IConvertible number and not (bool or char or string) } =>
                number.ToDouble(CultureInfo.InvariantCulture),
            VariableExpressionAst variable => ReadVariable(variable) is double number
                ? number
                : throw Error(variable, $"{variable} is not a number"),
            UnaryExpressionAst { TokenKind: TokenKind.Minus, Child: { } child } => -ReadNumber(child, depth + 1),
            BinaryExpressionAst binary => Compute(
                binary, ReadNumber(binary.Left, depth + 1), ReadNumber(binary.Right, depth + 1)),
            _ => throw Error(node, Describe(node)),
        };
    }

    private double Compute(BinaryExpressionAst binary, double left, double right) => binary.Operator switch
    {
        TokenKind.Plus => left + right,
        TokenKind.Minus => left - right,
        TokenKind.Multiply => left * right,
        TokenKind.Divide => left / right,
        _ => throw _location.CreateError(
            binary.ErrorPosition, "the operators of a number are + - * /", "InvalidNetwork", ErrorKind.InvalidArgument),
    };

    private object ReadVariable(VariableExpressionAst variable)
    {
        if (variable.Splatted || !variable.VariablePath.IsVariable || _session is null)
            throw Error(variable, $"{variable} is not a variable whose value a layer could have");
        object? value = ActivationArgument.Unwrap(_session.PSVariable.GetValue(variable.VariablePath.UserPath));
        return value switch
        {
            // Such as the number in a row of a CSV file.
            string text when ResultRow.TryReadNumber(text, out double number) => number,
            string or Activation => value,
            BigInteger big => (double)big,
            IConvertible number and not Enum when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal =>
                number.ToDouble(CultureInfo.InvariantCulture),
            null => throw Error(variable, $"{variable} has no value"),
            _ => throw Error(
                variable, $"{variable} is neither a number nor an activation, but of type {value.GetType().Name}"),
        };
    }

    private SwishException Error(Ast part, string sentence) => _location.CreateError(part, sentence, "InvalidNetwork");

    private static string Describe(Ast node) => node switch
    {
        LoopStatementAst => "a network has no loops; write Repeat 3 { … }",
        IfStatementAst or SwitchStatementAst => "a network has no conditions",
        AssignmentStatementAst => "a network has no assignments; assign variables before it",
        FunctionDefinitionAst => "a network cannot define a function",
        ScriptBlockExpressionAst =>
            "this block belongs to no layer; begin it on the line of its layer, as in Residual { … } -Shortcut { … }",
        SubExpressionAst => "$( ) is not supported in a network; write ( )",
        ArrayLiteralAst => "a comma makes a list; values are separated by spaces, as in Convolution 16 3",
        ArrayExpressionAst or HashtableAst or IndexExpressionAst => "a network has no lists",
        ExpandableStringExpressionAst => "text with variables is not supported in a network; use single quotes",
        _ => "this is not supported in a network; layers are written as Dense 100, and values as numbers or variables",
    };
}
