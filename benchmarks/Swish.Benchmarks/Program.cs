using Swish.Benchmarks.Accuracy;
using Swish.Benchmarks.Convolution;
using Swish.Benchmarks.LibTorchComparison;
using Swish.Benchmarks.Micro;
using Swish.Benchmarks.Predict;
using Swish.Benchmarks.Products;
using Swish.Benchmarks.Start;
using Swish.Benchmarks.Sweep;
using Swish.Benchmarks.Versions;

return args switch
{
    ["peers", .. string[] rest] => LibTorchCommand.Run(rest),
    ["accuracy", .. string[] rest] => AccuracyCommand.Run(rest),
    ["micro", .. string[] rest] => MicroCommand.Run(rest),
    ["convolution", .. string[] rest] => ConvolutionCommand.Run(rest),
    ["products", .. string[] rest] => ProductsCommand.Run(rest),
    ["predict", .. string[] rest] => PredictCommand.Run(rest),
    ["sweep", .. string[] rest] => SweepCommand.Run(rest),
    ["start", .. string[] rest] => StartCommand.Run(rest),
    ["versions", .. string[] rest] => VersionsCommand.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: Swish.Benchmarks VERB [OPTIONS]
          peers   this library and libtorch in one process, in alternating windows (peers --help)
          accuracy  test accuracy of a network trained by both, on a folder of images (accuracy --help)
          convolution  products of convolutions against the peak, and training steps of networks
          products  the matrix products of dense layers, OpenBLAS and libtorch, on one thread
          predict  trained networks and ONNX Runtime, images per second on one thread (predict --quick)
          sweep   a sweep of 200 small networks of both, in new processes
          start   start-up time and peak memory of both, in new processes (start 9: nine of each)
          versions  an older build and this one in alternating windows, in one process (versions --baseline PATH)
          micro   the kernels, with BenchmarkDotNet and its options (micro --filter '*Gemm*')
        """);
    return 64;
}
