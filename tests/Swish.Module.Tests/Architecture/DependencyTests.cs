namespace Swish.Module.Tests.Architecture;

/// <summary>Dependencies between namespaces point one way, as docs/architecture.md describes.</summary>
public sealed class DependencyTests
{
    /// <summary>
    /// What each namespace, with those below it, may refer to; all may refer to the types of <c>Swish</c> itself. A
    /// line names only namespaces above it, so that there can be no cycle.
    /// </summary>
    private static readonly (string Name, string[] MayUse)[] Library =
    [
        ("Kernels", []),
        ("Random", ["Kernels"]),
        ("Parallelism", []),
        ("Data", ["Kernels", "Random"]),
        ("Expressions", ["Kernels"]),
        ("Activations", ["Kernels", "Expressions"]),
        ("Networks", ["Kernels", "Random", "Parallelism", "Data", "Expressions", "Activations"]),
        ("Recipes", ["Random", "Data", "Activations", "Networks"]),
        ("Models", ["Kernels", "Parallelism", "Data", "Activations", "Expressions", "Networks", "Recipes"]),
        ("Training.Diagnostics", ["Kernels", "Parallelism", "Data", "Activations", "Networks"]),
        ("Training", ["Kernels", "Random", "Parallelism", "Data", "Activations", "Networks", "Recipes", "Models", "Training.Diagnostics"]),
        ("ResultLogs", ["Data", "Activations", "Recipes", "Training.Diagnostics", "Training"]),
        ("Sweeps", ["Data", "Activations", "Networks", "Recipes", "Training.Diagnostics", "Training", "ResultLogs", "Models"]),
        ("Search", ["Random", "Data", "Expressions", "Activations", "Networks", "Recipes", "Training", "Sweeps"]),
        ("Tuning", ["Kernels", "Random", "Data", "Recipes", "Training", "Sweeps"]),
        ("Analysis", ["Random", "Data", "Activations", "Recipes", "Training", "Models"]),
    ];

    private static readonly (string Name, string[] MayUse)[] Cmdlets =
    [
        ("Module.Parameters", []),
        ("Module.Completion", ["Module.Parameters"]),
        ("Module.Pipeline", ["Module.Parameters"]),
        ("Module.JobScripts", ["Module.Parameters"]),
        ("Module.Base", ["Module.Parameters", "Module.Completion", "Module.Pipeline", "Module.JobScripts"]),
        ("Module.Commands",
            ["Module.Parameters", "Module.Completion", "Module.Pipeline", "Module.Base", "Module.JobScripts"]),
    ];

    [Fact]
    public void Library_refers_one_way() =>
        Assert.Equal([], Wrong(Path.Combine(BuiltModule.Folder, "lib", "Swish.dll"), Library));

    [Fact]
    public void Cmdlets_refer_one_way() =>
        Assert.Equal([], Wrong(
            Path.Combine(BuiltModule.Folder, "Swish.Module.dll"),
            [.. Cmdlets.Select(c => (c.Name, c.MayUse.Concat(Library.Select(l => l.Name)).ToArray())), .. Library]));

    [Fact]
    public void Tables_allow_no_cycle()
    {
        foreach ((string Name, string[] MayUse)[] table in new[] { Library, Cmdlets })
            for (int i = 0; i < table.Length; i++)
                Assert.Subset(table[..i].Select(row => row.Name).ToHashSet(), table[i].MayUse.ToHashSet());
    }

    private static IEnumerable<string> Wrong(string assembly, (string Name, string[] MayUse)[] table)
    {
        var references = NamespaceReferences.In(assembly);
        Assert.True(references.Count > 20, "The assembly was not read.");
        HashSet<string> wrong = [];
        foreach ((string from, string to) in references)
        {
            string room = Room(from, table), target = Room(to, table);
            if (target is "Swish" || room == target) continue;
            if (room is "Swish" || !table.Single(row => row.Name == room).MayUse.Contains(target)) wrong.Add($"{room} -> {target}");
        }
        return wrong.Order();
    }

    /// <summary>Returns the line of the table that a namespace belongs to: the longest that it begins with.</summary>
    private static string Room(string name, (string Name, string[] MayUse)[] table)
    {
        if (name is "Swish" or "Swish.Module") return "Swish";
        string? room = table.Select(row => row.Name).Where(n => $"{name}.".StartsWith($"Swish.{n}.", StringComparison.Ordinal))
            .MaxBy(n => n.Length);
        return room ?? throw new InvalidOperationException($"The namespace {name} is in no table: add it where it belongs.");
    }
}
