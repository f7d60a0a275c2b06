namespace Swish.Networks;

/// <summary>Where batch normalization stands in a hidden layer, whose product is Wx + b.</summary>
public enum BatchNormPosition
{
    /// <summary>f(BN(Wx + b)), PyTorch's usual order and the default.</summary>
    BeforeActivation,

    /// <summary>BN(f(Wx + b)).</summary>
    AfterActivation,
}
