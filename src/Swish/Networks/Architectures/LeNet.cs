namespace Swish.Networks.Architectures;

/// <summary>Writes LeNet-5.</summary>
internal static class LeNet
{
    /// <summary>The layers: 61,706 parameters for 1×28×28 and 10 classes.</summary>
    public const string Text = """
        Convolution 6 5; Activation; AveragePool 2
        Convolution 16 5 -Padding 0; Activation; AveragePool 2
        Dense 120; Activation; Dense 84; Activation
        """;
}
