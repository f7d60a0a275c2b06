using Xunit;

namespace Swish.Tests;

public class PrintableTextTests
{
    [Theory]
    [InlineData("plain text, σ(x)·é 字 😀", "plain text, σ(x)·é 字 😀")]
    [InlineData("a\u001b[2Jb", "a\\u001B[2Jb")]
    [InlineData("a\rb\u0085c\u009bd\u007f\0", "a\\u000Db\\u0085c\\u009Bd\\u007F\\u0000")]
    [InlineData("\u202egpj.exe\u202c\u2066\u2069\u200e\u200f\u061c\u2028\u2029",
        "\\u202Egpj.exe\\u202C\\u2066\\u2069\\u200E\\u200F\\u061C\\u2028\\u2029")]
    [InlineData("two\nlines\tof text", "two\nlines\tof text")]
    public void What_a_terminal_acts_on_is_escaped(string text, string expected) =>
        Assert.Equal(expected, PrintableText.Escape(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_escaped_because_no_file_can_have_it() =>
        Assert.Equal(
            "x\\uD800y\\uDC00 \\uDC00\\uD800 😀", PrintableText.EscapeName("x\ud800y\udc00 \udc00\ud800 😀"));

    [Fact]
    public void A_name_in_an_error_can_neither_act_on_the_terminal_nor_add_a_line()
    {
        string name = "runs\n\u001b[31mWARNING: \u202eall is well";
        SwishException error = new("X", ErrorKind.NotFound, $"'{name}' is missing.\nSecond line.", name);
        Assert.Equal("'runs\\u000A\\u001B[31mWARNING: \\u202Eall is well' is missing.\nSecond line.", error.Message);
        Assert.Equal(name, error.OffendingValue);
    }
}
