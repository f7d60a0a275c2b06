using Swish.Benchmarks.LibTorchComparison;
using Swish.Benchmarks.Micro;
using Swish.Benchmarks.Start;

return args switch
{
    ["peers", .. string[] rest] => LibTorchCommand.Run(rest),
    ["micro", .. string[] rest] => MicroCommand.Run(rest),
    ["start", .. string[] rest] => StartCommand.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: Swish.Benchmarks VERB [OPTIONS]
          peers   this library and libtorch in one process, in alternating windows (peers --help)
          start   start-up time and peak memory of both, a process each (start 9: nine of each)
          micro   the kernels, with BenchmarkDotNet and its options (micro --filter '*Product*')
        """);
    return 64;
}
