using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>Expressions that must be rejected with the place underlined, and of which nothing may run.</summary>
public sealed class BadExpressionTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    // The expression, and the part of it that must be underlined.
    public static TheoryData<string, string> Bad => new()
    {
        // empty, or no formula
        { "", "{  }" },
        { "$x; $x", "$x" },
        { "param($x) $x", "param($x)" },
        { "begin { $x } end { $x }", "begin { $x }" },
        { "process { $x }", "process { $x }" },
        { "if ($x -gt 0) { $x } else { 0 }", "if ($x -gt 0) { $x } else { 0 }" },
        { "switch ($x) { 0 { 1 } }", "switch ($x) { 0 { 1 } }" },
        { "while ($true) { $global:ran = 1 }", "while ($true) { $global:ran = 1 }" },
        { "for (;;) { $global:ran = 1 }", "for (;;) { $global:ran = 1 }" },
        { "foreach ($i in 1..10) { $global:ran = 1 }", "foreach ($i in 1..10) { $global:ran = 1 }" },
        { "do { $global:ran = 1 } while ($true)", "do { $global:ran = 1 } while ($true)" },
        { "function f { f } f", "f" },
        { "return $x", "return $x" },
        { "throw 'no'", "throw 'no'" },
        { "try { $x } catch { }", "try { $x } catch { }" },
        { "exit 3", "exit 3" },
        { "trap { $global:ran = 1 } $x", "{ trap { $global:ran = 1 } $x }" },
        // code, files, processes
        { "$global:ran = 1", "$global:ran = 1" },
        { "$x + ($global:ran = 1)", "$global:ran = 1" },
        { "$x + $(Set-Variable ran 1 -Scope Global)", "$(Set-Variable ran 1 -Scope Global)" },
        { "Set-Variable ran 1 -Scope Global", "Set-Variable" },
        { "$x * (Get-Content /etc/passwd)", "Get-Content" },
        { "$x > '@FILE'", "> '@FILE'" },
        { "(Exp $x) > '@FILE'", "> '@FILE'" },
        { "Exp $x 2> '@FILE'", "2> '@FILE'" },
        { "[System.IO.File]::ReadAllText('/etc/passwd')", "[System.IO.File]::ReadAllText('/etc/passwd')" },
        { "[System.IO.File]::WriteAllText('@FILE', 'x')", "[System.IO.File]::WriteAllText('@FILE', 'x')" },
        { "& { $global:ran = 1 }", "& { $global:ran = 1 }" },
        { ". { $global:ran = 1 }", ". { $global:ran = 1 }" },
        { "& 'Exp' $x", "& 'Exp' $x" },
        { "{ $global:ran = 1 }.Invoke()", "{ $global:ran = 1 }.Invoke()" },
        { "Invoke-Expression '$global:ran = 1'", "Invoke-Expression" },
        { "New-Activation -Expression { $x }", "New-Activation" },
        { "$x.GetType()", "$x.GetType()" },
        { "[math]::Round($x)", "Round" },
        { "[math]::Exp($x).GetType()", "[math]::Exp($x).GetType()" },
        { "[datetime]::Now", "[datetime]::Now" },
        { "$env:HOME", "$env:HOME" },
        { "$script:x", "$script:x" },
        { "$x | Sigmoid", "Sigmoid" },
        { "Exp $x &", "&" },
        { "$x && $x", "$x && $x" },
        { "$x ? 1 : 0", "$x ? 1 : 0" },
        { "Exp @x", "@x" },
        // what PowerShell has and an expression has not
        { "$x -gt 0", "-gt" },
        { "$x % 2", "%" },
        { "-not $x", "-not $x" },
        { "$x++", "$x++" },
        { "[double]$x", "[double]$x" },
        { "$x[0]", "$x[0]" },
        { "@(1, 2)", "@(1, 2)" },
        { "@{ a = 1 }", "@{ a = 1 }" },
        { "1, $x", "1, $x" },
        { "'x'", "'x'" },
        { "\"$x\"", "\"$x\"" },
        { "x", "x" },
        { "$true", "$true" },
        { "$beta * $x", "$beta" },
        { "Sigmoid $y", "$y" },
        { "$x * (Sigmoid ($y * $z))", "$z" },
        { "Foo $x", "Foo" },
        { "Exp", "Exp" },
        { "Exp $x $x", "$x" },
        { "Max $x", "Max $x" },
        { "[math]::Max($x)", "[math]::Max($x)" },
        { "[math]::Log($x, 2)", "[math]::Log($x, 2)" },
        { "1e400 * $x", "1e400" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Is_rejected_at_the_place_and_runs_nothing(string expression, string place)
    {
        string file = Path.Combine(Path.GetTempPath(), $"swish-{Guid.NewGuid():N}");
        expression = expression.Replace("@FILE", file, StringComparison.Ordinal);
        place = place.Replace("@FILE", file, StringComparison.Ordinal);
        session.Objects("$global:ran = 0");

        ErrorRecord error = session.Error($"New-Activation -Expression {{ {expression} }}");

        Assert.Equal("InvalidExpression,Swish.Module.Commands.NewActivationCommand", error.FullyQualifiedErrorId);
        AssertUnderlined(error.Exception.Message, place);
        Assert.Equal(0, session.Values<int>("[pscustomobject]@{ Ran = $global:ran }", "Ran").Single());
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void The_errors_position_is_the_place_in_the_script()
    {
        ErrorRecord error = session.Error("$null = 1\nNew-Activation -Expression { $x * (Sigmoid $x * 2) }");
        Assert.Equal(2, error.InvocationInfo.ScriptLineNumber);
        Assert.Equal(47, error.InvocationInfo.OffsetInLine);
        Assert.EndsWith("~", error.InvocationInfo.PositionMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$x -gt 0 ? $x : 0", "write a piecewise function with Max, Min and Abs")]
    [InlineData("Exp -$x", "write (Exp (-$x))")]
    [InlineData("Exp -x", "write (Exp (-$x))")]
    [InlineData("Exp $x+1", "write (Exp ($x+1))")]
    [InlineData("Sigmoid $x * 2", "write (Sigmoid $x) * 2")]
    [InlineData("Sigmoid($x) * 2", "write (Sigmoid ($x)) * 2")]
    [InlineData("Sigmoid ($x)*2", "write (Sigmoid ($x)) * 2")]
    [InlineData("2 * (Sigmoid $x * 2)", "write (Sigmoid $x) * 2")]
    [InlineData("Max($x, 0)", "write (Max $x 0)")]
    [InlineData("Max ($x * 2, 0)", "two operands, separated by spaces")]
    [InlineData("Max $x -$x", "write (Max $x (-$x))")]
    [InlineData("Max -$x 0", "write (Max (-$x) 0)")]
    [InlineData("Exp $x^2", "write (Exp (Pow $x 2))")]
    [InlineData("Sigmoid $x ^ 2", "write Pow (Sigmoid $x) 2")]
    [InlineData("Exp x", "write (Exp ($x))")]
    [InlineData("Ln $x", "the natural logarithm is Log")]
    public void Gets_the_mend(string expression, string mend) =>
        Assert.Contains(
            mend, session.Error($"New-Activation -Expression {{ {expression} }}").Exception.Message,
            StringComparison.OrdinalIgnoreCase);

    // What PowerShell's own parser rejects never becomes a script block; its error points at the place too.
    [Theory]
    [InlineData("$x * ")]
    [InlineData("$x ^ 2")]
    [InlineData("($x")]
    [InlineData("$x *** 2")]
    [InlineData("[math]::Exp($x")]
    public void With_a_syntax_error_is_PowerShells_to_reject(string expression)
    {
        ErrorRecord error = session.Error("New-Activation -Expression ([scriptblock]::Create($args[0]))", expression);
        Assert.StartsWith("ParseException", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("~", error.Exception.InnerException!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(1000)]
    public void Nested_too_deep_is_rejected_without_a_stack_overflow(int depth)
    {
        string parentheses = new string('(', depth) + "$x" + new string(')', depth);
        string calls = string.Concat(Enumerable.Repeat("(Exp ", depth)) + "$x" + new string(')', depth);
        string minus = string.Concat(Enumerable.Repeat("- ", depth)) + "$x";
        string sum = string.Join(" + ", Enumerable.Repeat("$x", depth));
        foreach (string expression in new[] { parentheses, calls, minus, sum })
        {
            ErrorRecord error = session.Error($"New-Activation -Expression {{ {expression} }}");
            Assert.Matches("^(ExpressionToo(Deep|Large),|ScriptTooComplicated)", error.FullyQualifiedErrorId);
        }
    }

    [Theory]
    [InlineData("Sigmoid (LONG) * 2")]
    [InlineData("$x + 'LONG'")]
    [InlineData("LONG")]
    [InlineData("Exp LONG^2")]
    public void A_message_about_a_long_formula_is_short(string expression)
    {
        string text = expression.Replace("LONG", new string('y', 200_000), StringComparison.Ordinal);
        ErrorRecord error = session.Error($"New-Activation -Expression {{ {text} }}");
        Assert.StartsWith("InvalidExpression,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.InRange(error.Exception.Message.Length, 20, 1000);
    }

    private static void AssertUnderlined(string message, string place)
    {
        string[] lines = message.Split('\n');
        Assert.True(lines.Length >= 3, message);
        string source = lines[^2], carets = lines[^1];
        int start = carets.IndexOf('^', StringComparison.Ordinal);
        string underlined = source.Substring(start, carets.Length - start);
        // A long place is cut at the line's end.
        Assert.True(place == underlined || (source.Length >= 76 && place.StartsWith(underlined, StringComparison.Ordinal)), message);
    }
}
