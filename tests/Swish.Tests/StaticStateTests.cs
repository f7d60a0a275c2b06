using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Swish.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests;

/// <summary>No static mutable state: several sweeps in one process, each in a runspace of its own, do not
/// meet.</summary>
public sealed class StaticStateTests
{
    // What changes while the process runs, and why a sweep does not meet another through it.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Swish.Kernels.DoubleScratch._memory"] = "room for one pass, a thread's own, written before it is read",
        ["Swish.Kernels.DoubleScratch._offset"] = "the same",
        ["Swish.Kernels.Memory.AlignedAllocator._piece"] = "memory of which each stretch is given out once, a thread's own",
        ["Swish.Kernels.Memory.AlignedAllocator._next"] = "the same",
        ["Swish.Module.Parameters.SessionActivations.BySession"] =
            "the names that New-Activation was given, each session's apart",
        ["Swish.Recipes.RecipeSettings.Declared"] = "filled by the declarations, before anyone can see it",
        ["Swish.ResultLogs.TrainingResultJsonContext.<Default>k__BackingField"] = "generated; read-only after its making",
        ["Swish.Models.Onnx.OnnxReflection.descriptor"] = "generated; read-only after its making",
        ["Swish.Networks.Architectures.NetworkCatalog.Parsed"] = "the same networks whoever asks, and not many",
        ["Swish.Activations.Activation._learnableParameters"] = "computed when first asked for, the same whoever asks",
        ["Swish.Activations.CatalogActivation._evaluate"] = "the same",
        ["Swish.Activations.CatalogActivation._label"] = "set by the parser, before anyone can see it",
    };

    [Fact]
    public void Static_fields_are_assigned_once() =>
        Assert.Empty(StaticFields().Where(field => !field.IsInitOnly).Select(Name).Except(Exceptions.Keys));

    [Fact]
    public void Static_fields_hold_nothing_that_changes() =>
        Assert.Empty(StaticFields().Where(field => CanChange(field.FieldType, field.IsPrivate)).Select(Name).Except(Exceptions.Keys));

    [Theory]
    [InlineData(typeof(int[]), false, true)]
    [InlineData(typeof(int[]), true, false)]
    [InlineData(typeof(List<int>), true, true)]
    [InlineData(typeof(ConcurrentDictionary<int, int>), true, true)]
    [InlineData(typeof(Swish.Sweeps.SweepRun), true, true)]
    [InlineData(typeof(string), false, false)]
    [InlineData(typeof(TrainingRecipe), false, false)]
    public void The_check_tells_what_can_change(Type type, bool isPrivate, bool expected) =>
        Assert.Equal(expected, CanChange(type, isPrivate));

    private static IEnumerable<FieldInfo> StaticFields() =>
        from type in typeof(Trainer).Assembly.GetTypes()
        where !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.FullName!.StartsWith('<')
            && type.Namespace != "System.Text.RegularExpressions.Generated"
        from field in type.GetFields(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !field.IsLiteral
        select field;

    /// <summary>Collections that can be written to, arrays that others see, and objects of ours with fields that
    /// change.</summary>
    private static bool CanChange(Type type, bool isPrivate)
    {
        if (type.IsArray) return !isPrivate;
        if (type.IsInterface || type.IsValueType) return false;
        if (type.Assembly == typeof(Trainer).Assembly)
        {
            return type
                .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Any(field => !Exceptions.ContainsKey(Name(field))
                    && (!field.IsInitOnly || CanChange(field.FieldType, field.IsPrivate)));
        }
        return type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true
            && type.Namespace != "System.Collections.Frozen" && type.Namespace != "System.Collections.Immutable";
    }

    private static string Name(FieldInfo field) => $"{field.DeclaringType!.FullName}.{field.Name}";
}
