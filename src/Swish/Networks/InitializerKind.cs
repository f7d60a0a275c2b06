namespace Swish.Networks;

/// <summary>The distributions that initial weights are drawn from. n_in and n_out are the layer's inputs and outputs.</summary>
public enum InitializerKind
{
    /// <summary>Normal with the recipe's deviation, redrawn beyond two deviations.</summary>
    TruncatedNormal,

    /// <summary>Uniform on ±√(6/(n_in + n_out)) (Glorot and Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Normal, variance 2/(n_in + n_out).</summary>
    GlorotNormal,

    /// <summary>Uniform on ±√(6/n_in) (He et al. 2015).</summary>
    HeUniform,

    /// <summary>Normal, variance 2/n_in.</summary>
    HeNormal,

    /// <summary>Uniform on ±√(3/n_in) (LeCun et al. 1998).</summary>
    LeCunUniform,

    /// <summary>Normal, variance 1/n_in.</summary>
    LeCunNormal,

    /// <summary>Orthonormal rows or columns of a Gaussian matrix (Saxe et al. 2014).</summary>
    Orthogonal,
}
