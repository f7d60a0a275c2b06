using System.Collections.Frozen;
using System.Management.Automation;
using System.Reflection;

namespace Swish.Module.Completion;

/// <summary>Provides the classes of the module's cmdlets by name and alias.</summary>
internal static class CmdletTypes
{
    private static readonly FrozenDictionary<string, Type> Types = Read();

    /// <summary>Returns the class of a cmdlet; null if the module has no such cmdlet.</summary>
    /// <param name="name">The name or alias, with or without the module's name before it.</param>
    public static Type? Find(string? name) => Types.GetValueOrDefault((name ?? "").Split('\\')[^1]);

    private static FrozenDictionary<string, Type> Read()
    {
        Dictionary<string, Type> types = new(StringComparer.OrdinalIgnoreCase);
        foreach (Type type in typeof(CmdletTypes).Assembly.GetExportedTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is not { } cmdlet) continue;
            types[$"{cmdlet.VerbName}-{cmdlet.NounName}"] = type;
            foreach (string alias in type.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []) types[alias] = type;
        }
        return types.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
