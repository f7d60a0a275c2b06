namespace Swish.Networks;

/// <summary>
/// Specifies the distribution of initial weights. n_in and n_out are the numbers of inputs and outputs of the layer.
/// </summary>
public enum InitializerKind
{
    /// <summary>
    /// Normal with a given standard deviation (the recipe's InitializerDeviation), truncated at two standard
    /// deviations.
    /// </summary>
    TruncatedNormal,

    /// <summary>Uniform on ±√(6/(n_in + n_out)) (Glorot and Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Normal with variance 2/(n_in + n_out) (Glorot and Bengio 2010).</summary>
    GlorotNormal,

    /// <summary>Uniform on ±√(6/n_in) (He et al. 2015).</summary>
    HeUniform,

    /// <summary>Normal with variance 2/n_in (He et al. 2015).</summary>
    HeNormal,

    /// <summary>Uniform on ±√(3/n_in) (LeCun et al. 1998).</summary>
    LeCunUniform,

    /// <summary>Normal with variance 1/n_in (LeCun et al. 1998).</summary>
    LeCunNormal,

    /// <summary>A random matrix with orthonormal rows or columns (Saxe et al. 2014).</summary>
    Orthogonal,
}
