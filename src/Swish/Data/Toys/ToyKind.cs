namespace Swish.Data.Toys;

/// <summary>Specifies a small synthetic data set.</summary>
public enum ToyKind
{
    /// <summary>Two half circles that interlock, as scikit-learn's make_moons.</summary>
    Moons,

    /// <summary>A circle in a larger one, as scikit-learn's make_circles.</summary>
    Circles,

    /// <summary>Arms of a spiral, one for each class, as in TensorFlow Playground.</summary>
    Spirals,

    /// <summary>Four squares around the origin, of which opposite ones are of one class.</summary>
    Xor,

    /// <summary>A normal distribution for each class, their centers evenly on a circle.</summary>
    Blobs,

    /// <summary>The fields of a board of 4 × 4, black and white.</summary>
    Checkerboard,

    /// <summary>A number to predict: the sine of the only input, from −π to π.</summary>
    Sine,
}
