using System.Numerics;
using System.Reflection;
using Swish.Activations;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>
/// Nothing on the way to a weight calls what another processor, system or library answers otherwise: read from the
/// compiled library, so that no alias or using directive hides a call.
/// </summary>
public sealed class PortableNumericsTests
{
    private static readonly string[] Folders =
    [
        "Kernels", "Networks", "Networks.Layers", "Training", "Chance", "Data", "Parallelism", "Activations",
        "Expressions",
    ];

    // The functions that IEEE 754 does not say to the last bit, by the names that .NET has for them everywhere.
    private static readonly HashSet<string> Inexact =
    [
        .. from type in (Type[])
           [
               typeof(IExponentialFunctions<>), typeof(ILogarithmicFunctions<>), typeof(ITrigonometricFunctions<>),
               typeof(IHyperbolicFunctions<>), typeof(IPowerFunctions<>), typeof(IRootFunctions<>),
           ]
           from method in type.GetMethods()
           where method.Name != nameof(IRootFunctions<>.Sqrt)
           select method.Name,
    ];

    // What another process answers otherwise.
    private static readonly HashSet<string> Changing =
        ["System.Random", "System.Guid", "System.DateTime", "System.Threading.Tasks.Parallel"];

    // Parts of references that have names of their own.
    private static readonly HashSet<string> PartsOfReferences = ["ExponentialLinear.MinusOne", "SoftplusOperator.LogOnePlusOf"];

    [Fact]
    public void Nothing_on_the_way_to_a_weight_calls_a_function_that_platforms_answer_differently()
    {
        IEnumerable<string> calls =
            from caller in Callers()
            where !IsReference(caller)
            from called in CalledMethods.Of(caller)
            where IsForbidden(called)
            select $"{Name(caller)} calls {Name(called)}";
        Assert.Empty(calls.Distinct());
    }

    [Fact]
    public void Nothing_that_trains_calls_the_double_precision_reference()
    {
        IEnumerable<string> calls =
            from caller in Callers()
            where !IsReference(caller)
            from called in CalledMethods.Of(caller)
            where called is MethodInfo && called.DeclaringType!.Assembly == typeof(Trainer).Assembly
                && called.DeclaringType != typeof(ActivationInfo) && IsReference(called)
            select $"{Name(caller)} calls {Name(called)}";
        Assert.Empty(calls.Distinct());
    }

    [Theory]
    [InlineData(nameof(Forbidden.Tanh))]
    [InlineData(nameof(Forbidden.Power))]
    [InlineData(nameof(Forbidden.GenericExponential))]
    [InlineData(nameof(Forbidden.VectorLogarithm))]
    [InlineData(nameof(Forbidden.Estimate))]
    [InlineData(nameof(Forbidden.Native))]
    [InlineData(nameof(Forbidden.SumOfLanes))]
    [InlineData(nameof(Forbidden.Chance))]
    [InlineData(nameof(Forbidden.Library))]
    public void The_search_finds(string method) =>
        Assert.Contains(CalledMethods.Of(typeof(Forbidden).GetMethod(method)!), IsForbidden);

    private static IEnumerable<MethodBase> Callers() =>
        from type in typeof(Trainer).Assembly.GetTypes()
        where Folders.Any(folder => type.Namespace == $"{nameof(Swish)}.{folder}")
        from method in CalledMethods.Declared(type)
        select method;

    /// <summary>The reference in double, for curves and tests; float passes must not use it.</summary>
    private static bool IsReference(MethodBase method) =>
        method.Name.Contains("Reference", StringComparison.Ordinal)
        || method.DeclaringType!.ToString().Contains("Reference", StringComparison.Ordinal)
        || PartsOfReferences.Contains($"{method.DeclaringType.Name}.{method.Name}");

    private static bool IsForbidden(MethodBase called)
    {
        Type type = called.DeclaringType!;
        if (type.Assembly == typeof(Trainer).Assembly) return false;
        string space = type.Namespace ?? "";
        bool isNumeric = space is "System" || space.StartsWith("System.Numerics", StringComparison.Ordinal)
            || space.StartsWith("System.Runtime.Intrinsics", StringComparison.Ordinal);
        return space.StartsWith("MathNet", StringComparison.Ordinal)
            || space == "System.Numerics.Tensors"
            || Changing.Contains(type.FullName ?? "")
            || (isNumeric && (Inexact.Contains(called.Name)
                || called.Name.EndsWith("Estimate", StringComparison.Ordinal)
                || called.Name.EndsWith("Native", StringComparison.Ordinal)
                || called.Name.StartsWith("Reciprocal", StringComparison.Ordinal)
                || (called.Name is "Sum" or "Dot" && type.Name.StartsWith("Vector", StringComparison.Ordinal))));
    }

    private static string Name(MethodBase method) => $"{method.DeclaringType}.{method.Name}";

    private static class Forbidden
    {
        public static float Tanh(float x) => MathF.Tanh(x);

        public static double Power(double x) => Math.Pow(x, 0.99);

        public static T GenericExponential<T>(T x) where T : IExponentialFunctions<T> => T.Exp(x);

        public static Vector<float> VectorLogarithm(Vector<float> x) => Vector.Log(x);

        public static float Estimate(float x) => MathF.ReciprocalSqrtEstimate(x);

        public static int Native(float x) => float.ConvertToIntegerNative<int>(x);

        public static float SumOfLanes(Vector<float> x) => Vector.Sum(x);

        public static double Chance() => System.Random.Shared.NextDouble();

        public static double Library(double x) => MathNet.Numerics.SpecialFunctions.Erf(x);
    }
}
