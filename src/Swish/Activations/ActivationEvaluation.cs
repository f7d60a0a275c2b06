namespace Swish.Activations;

/// <summary>Evaluates an activation and, where the pass has spans for them, its derivatives.</summary>
/// <param name="pass">The inputs and outputs.</param>
internal delegate void ActivationEvaluation(in ActivationPass pass);
