using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Swish.Benchmarks.Micro;

/// <summary>Runs the benchmarks of the kernels with BenchmarkDotNet and its options.</summary>
internal static class MicroCommand
{
    public static int Run(string[] args)
    {
        // run in this process, since a project for each benchmark would copy libtorch each time
        Job job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly)
            .Run(args.Length == 0 ? ["--filter", "*"] : args, DefaultConfig.Instance.AddJob(job));
        return 0;
    }
}
