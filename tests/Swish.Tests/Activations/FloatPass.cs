using Swish.Activations;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Tests.Activations;

/// <summary>An activation's passes over an array, with the outputs that a test looks at.</summary>
internal sealed class FloatPass
{
    public required float[] Value { get; init; }

    public required float[] First { get; init; }

    public required float[] Second { get; init; }

    public required float[] ParameterGradient { get; init; }

    /// <summary>All outputs, in the widest registers.</summary>
    public static FloatPass Run(string text, float[] inputs) =>
        Run((CatalogActivation)ActivationCatalog.Parse(text), inputs, static (f, in pass) => f.Evaluate(pass));

    /// <summary>All outputs, in registers of a given width.</summary>
    public static FloatPass Run<T>(string text, float[] inputs)
        where T : struct, ISimdVector<T> =>
        Run((CatalogActivation)ActivationCatalog.Parse(text), inputs, static (f, in pass) => f.Evaluate<T>(pass));

    private delegate void Evaluation(CatalogActivation activation, in ActivationPass pass);

    private static FloatPass Run(CatalogActivation activation, float[] inputs, Evaluation evaluate)
    {
        int trained = activation.LearnableParameters.Count;
        float[] constants = [.. activation.LearnableParameters.SelectMany(c => Enumerable.Repeat((float)c.Value, Panel.Width))];
        // A trained activation takes whole rows.
        int length = trained == 0 ? inputs.Length : (inputs.Length + Panel.Width - 1) / Panel.Width * Panel.Width;
        float[] padded = new float[length];
        inputs.CopyTo(padded, 0);
        FloatPass outputs = new()
        {
            Value = new float[length],
            First = new float[length],
            Second = new float[length],
            ParameterGradient = new float[length * trained],
        };
        evaluate(activation, new ActivationPass
        {
            Input = padded,
            Parameters = constants,
            Value = outputs.Value,
            FirstDerivative = outputs.First,
            SecondDerivative = outputs.Second,
            ParameterGradient = outputs.ParameterGradient,
        });
        return outputs;
    }
}
