using System.Reflection;
using System.Runtime.CompilerServices;

namespace Swish.Module.Tests;

/// <summary>The cmdlets keep nothing between commands and sessions. The library has a test of its own for
/// that.</summary>
public sealed class StaticStateTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    [Fact]
    public void Static_fields_of_the_module_are_assigned_once_and_hold_nothing_that_others_can_change()
    {
        object type = session.Objects("(Get-Command Invoke-SwishTraining).ImplementingType")[0].BaseObject;
        IEnumerable<FieldInfo> fields =
            from declaring in ((Type)type).Assembly.GetTypes()
            where !declaring.IsDefined(typeof(CompilerGeneratedAttribute)) && !declaring.FullName!.StartsWith('<')
            from field in declaring.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where !field.IsLiteral
            select field;
        Assert.NotEmpty(fields);
        Assert.Empty(fields.Where(f => !f.IsInitOnly || CanChange(f)).Select(f => $"{f.DeclaringType}.{f.Name}"));
    }

    private static bool CanChange(FieldInfo field)
    {
        if (field.FieldType.IsArray) return !field.IsPrivate;
        return !field.FieldType.IsInterface
            && field.FieldType.Namespace is "System.Collections.Generic" or "System.Collections.Concurrent";
    }
}
