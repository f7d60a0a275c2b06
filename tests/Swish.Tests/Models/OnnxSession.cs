using Microsoft.ML.OnnxRuntime;
using Swish.Data;

namespace Swish.Tests.Models;

/// <summary>Evaluates an ONNX file with ONNX Runtime, an independent implementation.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxSession(string path)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new(path, options);
    }

    public IEnumerable<string> Outputs => _session.OutputNames;

    /// <summary>Computes an output for raw examples, [examples, outputs].</summary>
    public float[] Evaluate(ExampleSet examples, ExampleShape shape, string output)
    {
        float[] raw = examples.HasBytes
            ? Array.ConvertAll(examples.Bytes.ToArray(), value => (float)value)
            : examples.Floats.ToArray();
        long[] dimensions = shape.IsImage
            ? [examples.Count, shape.Channels, shape.Rows, shape.Columns]
            : [examples.Count, shape.Columns];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(raw, dimensions);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(
            options, new Dictionary<string, OrtValue> { ["input"] = input }, [output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>
    /// The largest difference between logits, relative to the largest logit of the example.
    /// </summary>
    public static double Difference(float[] expected, float[] actual, int outputs)
    {
        if (expected.Length != actual.Length) return double.PositiveInfinity;
        double largest = 0;
        for (int row = 0; row < expected.Length; row += outputs)
        {
            double scale = 0, difference = 0;
            for (int i = row; i < row + outputs; i++)
            {
                scale = Math.Max(scale, Math.Abs(expected[i]));
                difference = Math.Max(difference, Math.Abs((double)expected[i] - actual[i])); // NaN stays NaN
            }
            largest = Math.Max(largest, difference / scale);
        }
        return largest;
    }

    public void Dispose() => _session.Dispose();
}
