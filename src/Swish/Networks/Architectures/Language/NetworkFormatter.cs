using System.Globalization;
using System.Text;
using Swish.Networks.Specs;

namespace Swish.Networks.Architectures.Language;

/// <summary>
/// Formats layers as text that <see cref="NetworkTextParser"/> and PowerShell read. Equal layers have equal text:
/// values that are the default are left out, and repetitions are found in the layers, however they were written.
/// </summary>
internal static class NetworkFormatter
{
    // The maximum number of layers of which a repetition consists.
    private const int MaxPeriod = 64;

    /// <summary>Formats layers.</summary>
    /// <param name="layers">The layers.</param>
    /// <returns>Text such as <c>{ Dense 100; Activation }</c>.</returns>
    public static string Format(IReadOnlyList<LayerSpec> layers)
    {
        Dictionary<LayerSpec, int> known = [];
        int[] keys = new int[layers.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            if (!known.TryGetValue(layers[i], out keys[i])) known.Add(layers[i], keys[i] = known.Count);
        }
        List<string> parts = [];
        for (int i = 0; i < keys.Length;)
        {
            (int period, int times) = Repetition(keys, i);
            // Of the rotations of a repetition, such as (Activation; Residual) and (Residual; Activation), the last.
            bool isEarly = times > 1 && i + 1 < keys.Length && Repetition(keys, i + 1) == (period, times);
            if (times == 1 || isEarly) (period, times) = (1, 1);
            IReadOnlyList<LayerSpec> repeated = [.. layers.Skip(i).Take(period)];
            parts.Add(times == 1 ? Format(layers[i], 1)
                : repeated is [ResidualSpec residual] ? Format(residual, times)
                : Text($"Repeat {times} {Format(repeated)}"));
            i += period * times;
        }
        return parts.Count == 0 ? "{ }" : $"{{ {string.Join("; ", parts)} }}";
    }

    /// <summary>Formats a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>Text such as <c>Convolution 16 3 -Stride 2</c>.</returns>
    public static string Format(LayerSpec layer) => Format(layer, 1);

    /// <summary>Finds the repetition of the most layers that begins at a layer; of those, the shortest.</summary>
    private static (int Period, int Times) Repetition(int[] keys, int start)
    {
        (int Period, int Times) best = (1, 1);
        for (int period = 1; period <= Math.Min(MaxPeriod, (keys.Length - start) / 2); period++)
        {
            int end = start + period;
            while (end < keys.Length && keys[end] == keys[end - period]) end++;
            int times = (end - start) / period;
            if (times > 1 && times * period > best.Times * best.Period) best = (period, times);
        }
        return best;
    }

    private static string Format(LayerSpec layer, int times) => layer switch
    {
        ConvolutionSpec c => Text($"Convolution {c.Outputs}") + Kernel(c, Option("Groups", c.Groups, 1)),
        DepthwiseConvolutionSpec d => "DepthwiseConvolution" + Kernel(d, ""),
        PoolSpec p => Text($"{(p is MaxPoolSpec ? "MaxPool" : "AveragePool")} {p.Size}")
            + Option("Stride", p.Stride, p.Size) + Option("Padding", p.Padding, 0),
        GlobalAveragePoolSpec => "GlobalAveragePool",
        SubsampleSpec s => Text($"Subsample {s.Channels}") + Option("Stride", s.Stride, 1),
        FlattenSpec => "Flatten",
        DenseSpec d => Text($"Dense {d.Outputs}"),
        GatedDenseSpec g => Text($"GatedDense {g.Outputs} {Quote(g.Gate.ToString())}") + Normalization(g.Normalization),
        SweptGateSpec g => Text($"GatedDense {g.Outputs}") + Normalization(g.Normalization),
        BatchNormSpec b => "BatchNorm" + Switch("FixedScale", b.FixedScale),
        LayerNormSpec => "LayerNorm",
        SweptActivationSpec => "Activation",
        ActivateSpec a => $"Activation {Quote(a.Function.ToString())}",
        DropoutSpec d => Text($"Dropout {d.Rate:R}"),
        ResidualSpec r => "Residual" + Option("Repeat", times, 1) + " " + Format(r.Body)
            + (r.Shortcut.Count > 0 ? " -Shortcut " + Format(r.Shortcut) : ""),
        BranchSpec b => "Branch " + string.Join(' ', b.Bodies.Select(Format)),
        _ => throw new ArgumentException($"{layer.GetType().Name} cannot be written.", nameof(layer)),
    };

    private static string Kernel(KernelSpec k, string groups) =>
        Text($" {k.KernelSize}") + Option("Stride", k.Stride, 1) + Option("Padding", k.Padding, k.KernelSize / 2)
        + groups + Switch("NoBias", !k.HasBias);

    private static string Option(string name, int value, int fallback) =>
        value == fallback ? "" : Text($" -{name} {value}");

    private static string Switch(string name, bool isGiven) => isGiven ? $" -{name}" : "";

    private static string Normalization(BatchNormSpec? norm) =>
        norm is null ? "" : " -BatchNorm" + Switch("FixedScale", norm.FixedScale);

    private static string Quote(string text)
    {
        if (text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(char.IsAsciiLetterOrDigit)) return text;
        StringBuilder quoted = new("'");
        foreach (char c in text) quoted.Append(c == '\'' ? "''" : c.ToString());
        return quoted.Append('\'').ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
