using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Numerics;
using Swish.Activations.Formulas;
using Swish.Expressions;

namespace Swish.Module.Parameters;

/// <summary>
/// Converts the syntax tree of a script block to an expression of x, or of x and y for a gate. The block is never run;
/// anything that is not listed here is rejected, with the place underlined: $x, $y, parameters, numbers, + - * / and
/// parentheses; the functions
/// of <see cref="ExpressionFunctions"/> as commands, such as Sigmoid $x; functions of System.Math, such as
/// [Math]::Exp($x); and [Math]::PI, [Math]::E and [Math]::Tau.
/// </summary>
internal sealed class ScriptBlockExpression
{
    private const string NoConditions =
        "an expression has no conditions; write a piecewise function with Max, Min and Abs";

    // In the syntax tree, parentheses add levels that the expression does not have.
    private const int MaximumDepth = 3 * Expression.MaximumDepth;

    private static readonly string[] MathFunctions =
    [
        "Abs", "Asinh", "Atan", "Cos", "Cosh", "Exp", "Log", "Max", "Min", "Pow", "Sin", "Sinh", "Sqrt", "Tan", "Tanh",
    ];

    private readonly ScriptErrorLocation _location;
    private readonly IReadOnlyCollection<string> _parameters;
    private VariableExpressionAst? _secondInput;
    private int _depth;

    private ScriptBlockExpression(ScriptErrorLocation location, IReadOnlyCollection<string> parameters)
    {
        _location = location;
        _parameters = parameters;
    }

    /// <summary>Reads the expression of a script block.</summary>
    /// <param name="block">The script block.</param>
    /// <param name="parameters">The names of the parameters, which are allowed in addition to x.</param>
    /// <exception cref="SwishException">
    /// The block is not a valid expression (InvalidExpression), or too large (ExpressionTooDeep, ExpressionTooLarge).
    /// </exception>
    public static Expression Read(ScriptBlock block, IReadOnlyCollection<string> parameters)
    {
        ScriptErrorLocation location = new(block.Ast);
        if (block.Ast is not ScriptBlockAst script)
            throw location.CreateError(
                block.Ast, "this is a function, not a script block such as { $x * (Sigmoid $x) }");

        ScriptBlockExpression reader = new(location, parameters);
        Expression expression = reader.ConvertScript(script);
        return reader._secondInput is null || expression.HasVariable
            ? expression
            : throw location.CreateError(
                reader._secondInput,
                "$y is the second input of a gate, which needs $x too, as in { $x * (Sigmoid $y) }; write the variable "
                + "of an activation as $x");
    }

    private Expression ConvertScript(ScriptBlockAst script)
    {
        if (script.ParamBlock is not null)
            throw _location.CreateError(script.ParamBlock,
                "an expression has no param block: x is $x, and parameters are named with New-Activation -Parameter");
        if ((script.DynamicParamBlock ?? script.BeginBlock ?? script.ProcessBlock) is { } block)
            throw _location.CreateError(
                block, "an expression has no blocks; write only the formula, such as { $x * (Sigmoid $x) }");
        if (script.UsingStatements.Count > 0)
            throw _location.CreateError(script.UsingStatements[0], "an expression uses nothing");
        if (script.EndBlock is not { Unnamed: true } end || end.Traps is { Count: > 0 })
            throw _location.CreateError(script, "an expression is one formula, such as { $x * (Sigmoid $x) }");

        return end.Statements.Count switch
        {
            0 => throw _location.CreateError(
                script, "the script block is empty; write a formula such as { $x * (Sigmoid $x) }"),
            1 => ConvertStatement(end.Statements[0]),
            _ => throw _location.CreateError(
                end.Statements[1], "an expression is a single formula; here a second statement begins"),
        };
    }

    private Expression ConvertStatement(StatementAst statement)
    {
        if (statement is not PipelineAst pipeline) throw _location.CreateError(statement, Describe(statement));
        if (pipeline.PipelineElements.Count != 1)
            throw _location.CreateError(
                pipeline.PipelineElements[1], "an expression has no pipelines; write Sigmoid $x, not $x | Sigmoid");

        CommandBaseAst element = pipeline.PipelineElements[0];
        if (element.Redirections.Count > 0)
            throw _location.CreateError(element.Redirections[0], "an expression cannot write to a file");
        if (IsBackground(pipeline))
            throw _location.CreateErrorAfter(element, "an expression cannot run in the background");

        return element switch
        {
            CommandExpressionAst { Expression: { } inner } => ConvertFormula(inner),
            CommandAst command => ConvertCommand(command),
            _ => throw _location.CreateError(element, Describe(element)),
        };
    }

    // The reference assembly is older than the engine and lacks this property.
    private static bool IsBackground(PipelineAst pipeline) =>
        pipeline.GetType().GetProperty("Background")?.GetValue(pipeline) is true;

    private Expression ConvertFormula(ExpressionAst node)
    {
        if (++_depth > MaximumDepth)
        {
            throw _location.CreateError(
                node, $"the expression is nested more than {Expression.MaximumDepth} levels deep; simplify it",
                "ExpressionTooDeep", ErrorKind.LimitExceeded);
        }

        Expression result = node switch
        {
            ParenExpressionAst parenthesized => ConvertStatement(parenthesized.Pipeline),
            VariableExpressionAst variable => ConvertVariable(variable),
            StringConstantExpressionAst or ExpandableStringExpressionAst =>
                throw _location.CreateError(node, ExpressionHints.OfText(node)),
            ConstantExpressionAst constant => ConvertNumber(constant),
            UnaryExpressionAst unary => ConvertUnary(unary),
            BinaryExpressionAst binary => ConvertBinary(binary),
            InvokeMemberExpressionAst call => ConvertMathCall(call),
            MemberExpressionAst member => ConvertMathConstant(member),
            _ => throw _location.CreateError(node, Describe(node)),
        };
        _depth--;
        return result;
    }

    private Expression ConvertVariable(VariableExpressionAst variable)
    {
        string name = variable.VariablePath.UserPath;
        if (variable.Splatted || !variable.VariablePath.IsUnqualified)
            throw _location.CreateError(
                variable, "the only variables of an expression are $x, $y of a gate, and its parameters");
        if (name.Equals("x", StringComparison.OrdinalIgnoreCase)) return Expression.X;
        if (_parameters.FirstOrDefault(p => p.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } parameter)
            return Expression.Parameter(parameter);
        if (name.Equals(ExpressionGate.Input, StringComparison.OrdinalIgnoreCase))
        {
            _secondInput = variable;
            return Expression.Parameter(ExpressionGate.Input);
        }

        throw _location.CreateError(
            variable,
            $"${name} is neither $x nor a parameter; write its value as a number, or make it learnable with "
            + $"New-Activation -Expression {{ … }} -Parameter @{{ {name} = 1.0 }}");
    }

    private Expression ConvertNumber(ConstantExpressionAst constant)
    {
        double value = constant.Value switch
        {
            BigInteger big => (double)big,
            IConvertible number and not (bool or char or string) => number.ToDouble(CultureInfo.InvariantCulture),
            _ => double.NaN,
        };
        return double.IsFinite(value)
            ? Expression.Constant(value)
            : throw _location.CreateError(constant, "a number in an expression must be finite");
    }

    private Expression ConvertUnary(UnaryExpressionAst unary) => unary.TokenKind switch
    {
        TokenKind.Minus when unary.Child is ConstantExpressionAst constant and not StringConstantExpressionAst =>
            Expression.Constant(-ConvertNumber(constant).Value),
        TokenKind.Minus => Apply(unary, Operation.Negate, ConvertFormula(unary.Child)),
        TokenKind.Plus => ConvertFormula(unary.Child),
        _ => throw _location.CreateError(unary, "the only unary operators of an expression are - and +"),
    };

    private Expression ConvertBinary(BinaryExpressionAst binary)
    {
        Operation operation = binary.Operator switch
        {
            TokenKind.Plus => Operation.Add,
            TokenKind.Minus => Operation.Subtract,
            TokenKind.Multiply => Operation.Multiply,
            TokenKind.Divide => Operation.Divide,
            _ => throw _location.CreateError(
                binary.ErrorPosition,
                "the only binary operators of an expression are + - * /; write a piecewise function with Max, Min and "
                + "Abs"),
        };
        return Apply(binary, operation, ConvertFormula(binary.Left), ConvertFormula(binary.Right));
    }

    private Expression ConvertMathCall(InvokeMemberExpressionAst call)
    {
        string name = GetMathMember(call);
        if (!MathFunctions.Contains(name, StringComparer.OrdinalIgnoreCase)
            || !ExpressionFunctions.TryFind(name, out Operation operation))
        {
            throw _location.CreateError(
                call.Member,
                $"[Math]::{name} is not supported in an expression; the functions of [Math] are "
                + $"{string.Join(", ", MathFunctions)}");
        }

        ExpressionAst[] arguments = [.. call.Arguments ?? Enumerable.Empty<ExpressionAst>()];
        if (arguments.Length != ExpressionFunctions.OperandCount(operation))
            throw _location.CreateError(call, $"[Math]::{name} takes {DescribeOperands(operation)} here");
        return Apply(call, operation, [.. arguments.Select(ConvertFormula)]);
    }

    private Expression ConvertMathConstant(MemberExpressionAst member) =>
        GetMathMember(member).ToUpperInvariant() switch
        {
            "PI" => Expression.Constant(Math.PI),
            "E" => Expression.Constant(Math.E),
            "TAU" => Expression.Constant(Math.Tau),
            _ => throw _location.CreateError(
                member, "the only members in an expression are the functions of [Math] and [Math]::PI, ::E and ::Tau"),
        };

    private string GetMathMember(MemberExpressionAst member)
    {
        bool isMath = member.Static && member.Expression is TypeExpressionAst { TypeName: TypeName type }
            && type.FullName.ToUpperInvariant() is "MATH" or "SYSTEM.MATH" or "MATHF" or "SYSTEM.MATHF";
        return isMath && member.Member is StringConstantExpressionAst { Value: { } name }
            ? name
            : throw _location.CreateError(
                member, "the only methods in an expression are those of [Math], such as [Math]::Exp($x)");
    }

    private Expression ConvertCommand(CommandAst command)
    {
        if (command.InvocationOperator != TokenKind.Unknown)
            throw _location.CreateError(
                command, "an expression has no calls with & or .; write only the function, such as Sigmoid $x");
        if (command.CommandElements[0] is not StringConstantExpressionAst
            {
                StringConstantType: StringConstantType.BareWord,
            } word)
            throw _location.CreateError(
                command.CommandElements[0], "this is not a function name; write it, such as Sigmoid $x");
        if (!ExpressionFunctions.TryFind(word.Value, out Operation operation))
        {
            throw _location.CreateError(
                word, ExpressionHints.OfName(word.Value)
                ?? $"'{word.Value}' is not a function; the functions of an expression are "
                    + string.Join(", ", ExpressionFunctions.Names));
        }

        CommandElementAst[] arguments = [.. command.CommandElements.Skip(1)];
        if (ExpressionHints.OfArguments(word.Value, arguments) is var (element, hint))
            throw _location.CreateError(element, hint);
        if (arguments.Length != ExpressionFunctions.OperandCount(operation))
        {
            throw _location.CreateError(
                arguments.Length > ExpressionFunctions.OperandCount(operation) ? arguments[^1] : command,
                $"{word.Value} takes {DescribeOperands(operation)}, separated by spaces; put an operand that is "
                    + "computed in parentheses");
        }

        return Apply(command, operation, [.. arguments.Select(ConvertArgument)]);
    }

    private Expression ConvertArgument(CommandElementAst argument) => argument switch
    {
        _ when ExpressionHints.IsNumber(argument, out double number) => Expression.Constant(number),
        ExpressionAst formula => ConvertFormula(formula),
        _ => throw _location.CreateError(argument, Describe(argument)),
    };

    private Expression Apply(Ast node, Operation operation, params ReadOnlySpan<Expression> operands)
    {
        try
        {
            return Expression.Apply(operation, operands);
        }
        catch (SwishException error)
        {
            throw _location.CreateError(node, error.Message, error.ErrorId, error.Kind);
        }
    }

    private static string DescribeOperands(Operation operation) =>
        ExpressionFunctions.OperandCount(operation) == 2 ? "two operands" : "one operand";

    private static string Describe(Ast node) => node switch
    {
        LoopStatementAst => "an expression has no loops",
        IfStatementAst or SwitchStatementAst => NoConditions,
        // The reference assembly is older than the ternary operator.
        { } when node.GetType().Name == "TernaryExpressionAst" => NoConditions,
        AssignmentStatementAst => "an expression has no assignments; write only the formula",
        FunctionDefinitionAst => "an expression cannot define a function",
        ScriptBlockExpressionAst => "an expression cannot contain a script block",
        SubExpressionAst => "$( ) is not supported in an expression; write ( )",
        ArrayLiteralAst => "a comma makes a list; operands are separated by spaces, as in Max $x 0",
        ArrayExpressionAst or HashtableAst or IndexExpressionAst => "an expression has no lists",
        ConvertExpressionAst or TypeExpressionAst => "an expression has no types; every number is a double",
        CommandParameterAst => "functions have no named parameters",
        _ => "this is not supported in an expression",
    };
}
