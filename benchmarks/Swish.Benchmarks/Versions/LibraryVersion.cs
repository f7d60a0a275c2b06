using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Swish.Recipes;

namespace Swish.Benchmarks.Versions;

/// <summary>
/// Represents a build of the library in its own load context, used by reflection. Types are found by their simple names
/// and settings are copied by name, so that builds may differ in namespaces and settings.
/// </summary>
internal sealed class LibraryVersion : AssemblyLoadContext
{
    private const BindingFlags Members =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private readonly string _folder;
    private readonly ILookup<string, Type> _types;

    /// <summary>Loads a build.</summary>
    /// <param name="path">The path of Swish.dll; its dependencies are in the same folder.</param>
    public LibraryVersion(string path)
        : base(path)
    {
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _types = LoadFromAssemblyPath(Path.GetFullPath(path)).GetTypes().ToLookup(type => type.Name);
    }

    /// <summary>Reads the shipped data set.</summary>
    public object LoadDataset() =>
        Call(Find("MnistDataset"), "Load", null, Path.Combine(AppContext.BaseDirectory, "data", "mnist"), "MNIST")!;

    /// <summary>Creates a run that advances step by step.</summary>
    /// <returns>
    /// The run, a function that does one step and returns false if the run diverged, and a function that returns the
    /// hash of the current weights.
    /// </returns>
    public (IDisposable Run, Func<bool> Step, Func<string> Hash) Start(
        TrainingRecipe recipe, object dataset, int threads)
    {
        object options = Activator.CreateInstance(Find("TrainingOptions"))!;
        options.GetType().GetProperty("Threads")!.SetValue(options, threads);
        object run = Activator.CreateInstance(
            Find("TrainingRun"), Copy(recipe), dataset, options, CancellationToken.None)!;
        object network = run.GetType().GetProperty("Network", Members)!.GetValue(run)!;
        return (
            (IDisposable)run, run.GetType().GetMethod("Step", Members)!.CreateDelegate<Func<bool>>(run),
            () => (string)Call(Find("WeightDigest"), "Compute", null, network)!);
    }

    /// <summary>Returns a function that evaluates an activation and its derivative.</summary>
    /// <param name="activation">Its text.</param>
    /// <param name="input">Gets evaluated at each call.</param>
    /// <param name="value">Is overwritten by f(x).</param>
    /// <param name="derivative">Is overwritten by f′(x).</param>
    public Action Evaluation(string activation, float[] input, float[] value, float[] derivative)
    {
        // A pass is a structure with spans, which reflection cannot box, so the call is emitted as IL.
        Type pass = Find("ActivationPass"), function = Find("Activation");
        DynamicMethod method = new(
            "Evaluate", null, [function, typeof(float[]), typeof(float[]), typeof(float[])], function.Module, true);
        ILGenerator code = method.GetILGenerator();
        LocalBuilder local = code.DeclareLocal(pass);
        code.Emit(OpCodes.Ldloca, local);
        code.Emit(OpCodes.Initobj, pass);
        foreach ((string name, int argument) in new[] { ("Input", 1), ("Value", 2), ("FirstDerivative", 3) })
        {
            PropertyInfo property = pass.GetProperty(name, Members)!;
            code.Emit(OpCodes.Ldloca, local);
            code.Emit(OpCodes.Ldarg, argument);
            code.Emit(OpCodes.Newobj, property.PropertyType.GetConstructor([typeof(float[])])!);
            code.Emit(OpCodes.Call, property.SetMethod!);
        }
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldloca, local);
        code.Emit(OpCodes.Callvirt, function.GetMethod("Evaluate", Members, [pass.MakeByRefType()])!);
        code.Emit(OpCodes.Ret);
        Type signature = typeof(Action<,,,>).MakeGenericType(
            function, typeof(float[]), typeof(float[]), typeof(float[]));
        return (Action)Delegate.CreateDelegate(
            typeof(Action), Activator.CreateInstance(
                typeof(Bound<>).MakeGenericType(function), method.CreateDelegate(signature),
                Parse(function, activation),
                input, value, derivative)!, "Run");
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private Type Find(string name) => _types[name].FirstOrDefault()
        ?? throw new InvalidOperationException($"{Name} has no type {name}.");

    private static object? Call(Type type, string method, object? target, params object[] arguments)
    {
        MethodInfo found = type.GetMethods(Members).Single(m => m.Name == method
            && m.GetParameters() is var parameters && parameters.Length >= arguments.Length
            && parameters.Skip(arguments.Length).All(p => p.IsOptional)
            && parameters.Zip(arguments).All(p => p.First.ParameterType.IsInstanceOfType(p.Second)));
        return found.Invoke(
            target, [.. arguments, .. found.GetParameters().Skip(arguments.Length).Select(p => p.DefaultValue)]);
    }

    /// <summary>Copies a recipe setting by setting, without those that this build does not have.</summary>
    private object Copy(TrainingRecipe recipe)
    {
        object copy = Activator.CreateInstance(Find("TrainingRecipe"))!;
        foreach (PropertyInfo source in typeof(TrainingRecipe).GetProperties())
            if (copy.GetType().GetProperty(source.Name) is { CanWrite: true } target
                && source.GetValue(recipe) is { } value)
                target.SetValue(
                    copy,
                    target.PropertyType.IsInstanceOfType(value)
                        ? value
                        : Parse(target.PropertyType, value.ToString()!));
        return copy;
    }

    private object Parse(Type type, string text) =>
        type.IsEnum
            ? Enum.Parse(type, text)
            : Call(type.Name == "Activation" ? Find("ActivationCatalog") : type, "Parse", null, text)!;

    private sealed class Bound<T>(
        Action<T, float[], float[], float[]> action, T function, float[] a, float[] b, float[] c)
    {
        public void Run() => action(function, a, b, c);
    }
}
