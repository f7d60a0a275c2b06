using System.Text.Json;
using Swish.Data;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Compares the speed of this library with that of libtorch and prints a table.</summary>
internal static class LibTorchCommand
{
    private static readonly JsonSerializerOptions JsonOptions =
        new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>
    /// 0; 1 if both did not learn the same; 3 if libtorch cannot be loaded; 64 for an invalid command line.
    /// </returns>
    public static int Run(string[] args)
    {
        LibTorchOptions options;
        try
        {
            options = LibTorchOptions.Parse(args);
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine(LibTorchOptions.Usage);
            return 64;
        }
        string[] names =
        [
            .. WorkloadList.All.Select(w => w.Name), ActivationRows.Name, ImageRows.Name, .. ImageRows.Names,
            ParallelRow.Name, GrowthList.Name,
        ];
        if (options.List)
        {
            foreach (string name in names) Console.WriteLine(name);
            return 0;
        }
        string? unknown = options.Only.FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            Console.Error.WriteLine($"There are no rows '{unknown}'; there are {string.Join(", ", names)}.");
            return 64;
        }

        string? whyNot = TorchLibrary.LoadError();
        if (whyNot is not null) Console.Error.WriteLine(whyNot);
        Measurement measurement = new(options, MnistDataset.LoadShipped(), torch: whyNot is null);
        measurement.Run();
        if (options.Json)
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Machine = Machine.Describe(),
                    ArithmeticLowerBound.PeakGigaflops,
                    measurement.Rows,
                    measurement.Checks,
                },
                JsonOptions));
        else
            LibTorchTable.Write(Console.Out, measurement.Rows);
        return whyNot is not null ? 3 : measurement.Checks.Values.All(check => check.Passed) ? 0 : 1;
    }
}
