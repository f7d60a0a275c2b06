namespace Swish.Networks;

/// <summary>Specifies the position of batch normalization (BN) in a hidden layer f(Wx + b).</summary>
public enum BatchNormPosition
{
    /// <summary>Before the activation: f(BN(Wx + b)), the usual order and the default.</summary>
    BeforeActivation,

    /// <summary>After the activation: BN(f(Wx + b)).</summary>
    AfterActivation,
}
