using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Activations.Gates;

namespace Swish.Models.Onnx;

/// <summary>
/// Adds the nodes of an activation or gate to an ONNX graph: one operator if the operator set has it, otherwise a
/// composition of basic operators that is accurate in single precision.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="parameters">Returns the tensor of a learnable parameter by its name.</param>
internal sealed class ActivationNodes(GraphBuilder graph, Func<string, string> parameters)
{
    /// <summary>Adds the nodes of an activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="x">The name of its input.</param>
    /// <returns>The name of its output.</returns>
    public string Add(Activation activation, string x)
    {
        if (activation is ExpressionActivation formula)
            return new ExpressionNodes(graph, x, parameters).AddFormula(formula.Simplified);
        return activation.Name switch
        {
            "Identity" => x,
            "ReLU" => graph.Add("Relu", x),
            "ReLU6" => graph.Add("Clip", x, graph.Constant(0), graph.Constant(6)),
            "LeakyReLU" => graph.Add("LeakyRelu", [("alpha", Value("alpha"))], x),
            "PReLU" => graph.Add("PRelu", x, parameters("alpha")),
            "ELU" => graph.Add("Elu", [("alpha", Value("alpha"))], x),
            "SELU" => graph.Add("Selu", [("alpha", Value("alpha")), ("gamma", Value("lambda"))], x),
            "Softplus" => graph.Add("Softplus", x),
            "Sigmoid" => graph.Add("Sigmoid", x),
            "HardSigmoid" => HardSigmoid(x),
            "Tanh" => graph.Add("Tanh", x),
            "Softsign" => graph.Add("Softsign", x),
            "GELU" => Gelu(x),
            "GELUTanh" => GeluTanh(x),
            "Swish" => SigmoidGate(x, Times(x, Value("beta"))),
            "TrainedSwish" => SigmoidGate(x, graph.Add("Mul", x, parameters("beta"))),
            "DoubleSwish" => Times(SigmoidGate(x, Times(x, Value("beta"))), 2),
            "ScaledSwish" => Times(SigmoidGate(x, x), Value("scale")),
            "ESwish" => Times(SigmoidGate(x, x), Value("beta")),
            "HardSwish" => graph.Add("Mul", x, HardSigmoid(x)),
            "Mish" => graph.Add("Mul", x, graph.Add("Tanh", graph.Add("Softplus", x))),
            _ => throw new NotSupportedException($"{activation.Name} has no ONNX operators."),
        };

        float Value(string name) => (float)activation.Parameters.Single(parameter => parameter.Name == name).Value;
    }

    /// <summary>Adds the nodes of a gate.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="x">The name of its first input.</param>
    /// <param name="y">The name of its second input, which opens the gate.</param>
    /// <returns>The name of its output.</returns>
    public string Add(Gate gate, string x, string y) => gate switch
    {
        ActivatedGate activated => graph.Add("Mul", x, Add(activated.Activation, y)),
        ExpressionGate formula => new ExpressionNodes(
            graph, x, name => name == ExpressionGate.Input ? y : parameters(name)).AddFormula(formula.Simplified),
        _ => throw new NotSupportedException($"{gate.Name} has no ONNX operators."),
    };

    private string SigmoidGate(string x, string argument) => graph.Add("Mul", x, graph.Add("Sigmoid", argument));

    private string Times(string x, float factor) => factor == 1 ? x : graph.Add("Mul", x, graph.Constant(factor));

    private string HardSigmoid(string x) => graph.Add("HardSigmoid", [("alpha", 1f / 6), ("beta", 0.5f)], x);

    // ½x(1 + erf(x/√2))
    private string Gelu(string x) => graph.Add(
        "Mul", Times(x, 0.5f),
        graph.Add("Add", graph.Add("Erf", graph.Add("Div", x, graph.Constant(Math.Sqrt(2)))), graph.Constant(1)));

    // ½x(1 + tanh(√(2/π)(x + 0.044715x³)))
    private string GeluTanh(string x)
    {
        string cubic = Times(graph.Add("Mul", graph.Add("Mul", x, x), x), 0.044715f);
        string argument = Times(graph.Add("Add", x, cubic), (float)Math.Sqrt(2 / Math.PI));
        return graph.Add("Mul", Times(x, 0.5f), graph.Add("Add", graph.Add("Tanh", argument), graph.Constant(1)));
    }
}
