using System.Runtime.InteropServices;

namespace Swish.Benchmarks.Products;

/// <summary>Represents the single-precision product of OpenBLAS, if the system has the library.</summary>
internal static class OpenBlas
{
    private const string Library = "openblas";
    private const int RowMajor = 101;
    private const int NoTranspose = 111;
    private const int Transpose = 112;

    static OpenBlas() =>
        NativeLibrary.SetDllImportResolver(typeof(OpenBlas).Assembly, (name, assembly, path) =>
        {
            if (name != Library) return 0;
            foreach (string file in (string[])["libopenblas.so.0", "libopenblas.dylib", "libopenblas.dll", Library])
                if (NativeLibrary.TryLoad(file, assembly, path, out nint handle))
                    return handle;
            return 0;
        });

    /// <summary>Loads the library for one thread.</summary>
    /// <returns>Its version and the kernels that it chose; null if it cannot be loaded.</returns>
    public static string? Load()
    {
        try
        {
            SetThreads(1);
            return Marshal.PtrToStringUTF8(GetConfiguration());
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>Computes c = op(a)·op(b), each stored row by row.</summary>
    /// <param name="rows">The rows of op(a) and of c.</param>
    /// <param name="columns">The columns of op(b) and of c.</param>
    /// <param name="length">The columns of op(a) and the rows of op(b).</param>
    /// <param name="a">The left matrix.</param>
    /// <param name="transposesA">Whether op(a) is the transpose of a.</param>
    /// <param name="b">The right matrix.</param>
    /// <param name="transposesB">Whether op(b) is the transpose of b.</param>
    /// <param name="c">Is overwritten.</param>
    public static void MatMul(
        int rows, int columns, int length, float[] a, bool transposesA, float[] b, bool transposesB, float[] c) =>
        Multiply(
            RowMajor, transposesA ? Transpose : NoTranspose, transposesB ? Transpose : NoTranspose, rows, columns, length,
            1, a, transposesA ? rows : length, b, transposesB ? length : columns, 0, c, columns);

    [DllImport(Library, EntryPoint = "openblas_set_num_threads")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void SetThreads(int count);

    [DllImport(Library, EntryPoint = "openblas_get_config")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint GetConfiguration();

    [DllImport(Library, EntryPoint = "cblas_sgemm")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Multiply(
        int order, int transposeA, int transposeB, int m, int n, int k, float alpha, float[] a, int lda, float[] b, int ldb,
        float beta, [Out] float[] c, int ldc);
}
