namespace Swish.Tests.Activations;

/// <summary>Floats to test an activation at.</summary>
internal static class ActivationInputs
{
    /// <summary>
    /// From −87 to 87: an even grid, and from each exponent down to the subnormals a number of mantissas, of both
    /// signs.
    /// </summary>
    public static float[] Range { get; } = Make(87f, 100_000);

    /// <summary>Beyond ±87, to the largest float.</summary>
    public static float[] Beyond { get; } =
        [.. Exponents().Where(x => MathF.Abs(x) > 87f), .. Enumerable.Range(0, 2000).SelectMany(Pair)];

    private static float[] Pair(int i) => [87f + (i * 0.125f), -87f - (i * 0.125f)];

    private static float[] Make(float limit, int count)
    {
        System.Random random = new(1);
        List<float> inputs = [limit, -limit];
        for (int i = 0; i < count; i++)
        {
            inputs.Add((float)(((2.0 * i / count) - 1) * limit));
            inputs.Add((float)(((2.0 * random.NextDouble()) - 1) * 16));
        }

        inputs.AddRange(Exponents().Where(x => MathF.Abs(x) <= limit));
        return [.. inputs];
    }

    private static IEnumerable<float> Exponents()
    {
        System.Random random = new(2);
        for (int exponent = 0; exponent < 255; exponent++)
        {
            for (int i = 0; i < 200; i++)
            {
                int mantissa = i == 0 ? 0 : i == 1 ? 0x7FFFFF : random.Next(1 << 23);
                float x = BitConverter.Int32BitsToSingle((exponent << 23) | mantissa);
                yield return x;
                yield return -x;
            }
        }
    }
}
