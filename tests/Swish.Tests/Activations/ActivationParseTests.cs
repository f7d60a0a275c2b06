using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Swish.Activations;
using Xunit;

namespace Swish.Tests.Activations;

public sealed class ActivationParseTests
{
    [Theory]
    [InlineData("swish", "Swish")]
    [InlineData("SiLU", "Swish")]
    [InlineData("Swish-1", "Swish")]
    [InlineData(" swish ( BETA = 1.50 ) ", "Swish(beta=1.5)")]
    [InlineData("Swish(β=1.5)", "Swish(beta=1.5)")]
    [InlineData("Swish(1.5)", "Swish(beta=1.5)")]
    [InlineData("Swish(beta=1)", "Swish")]
    [InlineData("Swish()", "Swish")]
    [InlineData("leaky_relu(alpha=0.2)", "LeakyReLU(alpha=0.2)")]
    [InlineData("LeakyReLU(alpha=0.01)", "LeakyReLU")]
    [InlineData("LeakyReLU(alpha=-0)", "LeakyReLU(alpha=0)")]
    [InlineData("prelu(per=UNIT)", "PReLU(per=unit)")]
    [InlineData("PReLU(per=unit, alpha=0.1)", "PReLU(alpha=0.1, per=unit)")]
    [InlineData("PReLU(per=layer)", "PReLU")]
    [InlineData("TrainedSwish(1.25)", "TrainedSwish(beta=1.25)")]
    [InlineData("selu(lambda=1,alpha=1e-3)", "SELU(alpha=0.001, lambda=1)")]
    [InlineData("E-Swish", "ESwish")]
    [InlineData("gelu-tanh", "GELUTanh")]
    [InlineData("h-swish", "HardSwish")]
    public void Texts_are_read_and_written_canonically(string text, string canonical)
    {
        Activation activation = ActivationCatalog.Parse(text);
        Assert.Equal(canonical, activation.ToString());
        Assert.Equal(activation, ActivationCatalog.Parse(activation.ToString()));
        Assert.Equal(activation.GetHashCode(), ActivationCatalog.Parse(canonical).GetHashCode());
    }

    [Theory]
    [InlineData("", "MalformedActivation", ErrorKind.InvalidArgument)]
    [InlineData("  ", "MalformedActivation", ErrorKind.InvalidArgument)]
    [InlineData("(beta=1)", "MalformedActivation", ErrorKind.InvalidArgument)]
    [InlineData("Swish(beta=1", "MalformedActivation", ErrorKind.InvalidArgument)]
    [InlineData("Swish(beta=1) x", "MalformedActivation", ErrorKind.InvalidArgument)]
    [InlineData("Swsh", "UnknownActivation", ErrorKind.NotFound)]
    [InlineData("ReLU(beta=1)", "UnknownActivationConstant", ErrorKind.NotFound)]
    [InlineData("ReLU(1)", "UnknownActivationConstant", ErrorKind.NotFound)]
    [InlineData("Swish(gamma=1)", "UnknownActivationConstant", ErrorKind.NotFound)]
    [InlineData("Swish(per=unit)", "UnknownActivationConstant", ErrorKind.NotFound)]
    [InlineData("Swish(beta=1,5)", "UnknownActivationConstant", ErrorKind.NotFound)]
    [InlineData("Swish(beta=1,beta=2)", "DuplicateActivationConstant", ErrorKind.Contradiction)]
    [InlineData("Swish(beta=)", "InvalidActivationConstant", ErrorKind.InvalidArgument)]
    [InlineData("Swish(beta=one)", "InvalidActivationConstant", ErrorKind.InvalidArgument)]
    [InlineData("Swish(beta=NaN)", "InvalidActivationConstant", ErrorKind.InvalidArgument)]
    [InlineData("Swish(beta=Infinity)", "InvalidActivationConstant", ErrorKind.InvalidArgument)]
    [InlineData("Swish(beta=1e999)", "InvalidActivationConstant", ErrorKind.InvalidArgument)]
    [InlineData("Swish(beta=1e10)", "ActivationConstantOutOfRange", ErrorKind.InvalidArgument)]
    [InlineData("ESwish(beta=0)", "ActivationConstantOutOfRange", ErrorKind.InvalidArgument)]
    [InlineData("PReLU(per=channel)", "InvalidActivationScope", ErrorKind.InvalidArgument)]
    [InlineData("ReLU{tanh(x)}", "ActivationExists", ErrorKind.ResourceExists)]
    [InlineData("si-lu {x*x}", "ActivationExists", ErrorKind.ResourceExists)]
    [InlineData("GLU{x*y}", "ActivationExists", ErrorKind.ResourceExists)]
    public void What_is_wrong_is_rejected_by_an_id_of_its_own(string text, string errorId, ErrorKind kind)
    {
        SwishException exception = Assert.Throws<SwishException>(() => ActivationCatalog.Parse(text));
        Assert.Equal(errorId, exception.ErrorId);
        Assert.Equal(kind, exception.Kind);
        Assert.Equal(text, exception.OffendingValue);
    }

    [Fact]
    public void No_text_is_rejected_as_well() =>
        Assert.Equal("MalformedActivation", Assert.Throws<SwishException>(() => ActivationCatalog.Parse(null!)).ErrorId);

    [Theory]
    [InlineData("Swihs", "Swish")]
    [InlineData("LeakyRelo", "LeakyReLU")]
    [InlineData("softplas", "Softplus")]
    [InlineData("gello", "GELU")]
    public void An_unknown_name_is_answered_with_the_nearest(string text, string nearest)
    {
        SwishException exception = Assert.Throws<SwishException>(() => ActivationCatalog.Parse(text));
        Assert.Contains(nearest, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_have_a_point_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("Swish(beta=1.5)", ActivationCatalog.Parse("Swish(beta=1.5)").ToString());
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("Sigmoid", ActivationCatalog.Parse("SIGMOID").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Property(MaxTest = 2000)]
    public Property Any_string_is_read_or_rejected() => Prop.ForAll(
        Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>(),
            Gen.ArrayOf(Gen.Elements('(', ')', '=', ',', '1', 'e', '.', '-', 'β', ' ', '\0', 'ß', 'İ', 'a'))
                .Select(tail => "PReLU(alpha" + new string(tail)))
            .ToArbitrary(),
        text =>
        {
            bool isOne = ActivationCatalog.TryParse(text, out Activation? tried);
            try
            {
                Activation activation = ActivationCatalog.Parse(text);
                return isOne && activation.Equals(tried) && activation.Equals(ActivationCatalog.Parse(activation.ToString()));
            }
            catch (SwishException exception)
            {
                return !isOne && tried is null && exception.Message.Length > 0;
            }
        });

    [Fact]
    public void The_catalog_says_everything_about_each_function_and_no_two_share_a_name()
    {
        Assert.All(ActivationCatalog.All, info =>
        {
            Assert.NotEmpty(info.Formula);
            Assert.NotEmpty(info.Reference);
            Assert.InRange(info.Year ?? 2000, 1900, 2030);
            Assert.All(info.Aliases, alias => Assert.Equal(info.Name, ActivationCatalog.Parse(alias).Name));
            Assert.Equal(info.Parameters, ActivationCatalog.Parse(info.Name).Parameters);
        });
        string[] names = [.. ActivationCatalog.All.SelectMany(i => i.Aliases.Prepend(i.Name)).Select(ActivationName.Normalize)];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Theory]
    [InlineData("PReLU", ParameterSharing.Layer, 0.25)]
    [InlineData("PReLU(per=unit)", ParameterSharing.Unit, 0.25)]
    [InlineData("TrainedSwish(per=unit)", ParameterSharing.Unit, 1)]
    public void Trained_constants_say_how_many_there_are_and_where_they_start(
        string text, ParameterSharing training, double value)
    {
        ActivationParameter constant = Assert.Single(ActivationCatalog.Parse(text).LearnableParameters);
        Assert.Equal(training, constant.Sharing);
        Assert.Equal(value, constant.Value);
    }
}
