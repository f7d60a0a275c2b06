using System.Xml.Linq;
using Swish.Help;

namespace Swish.Module.Tests.Help;

/// <summary>Get-Help -Online opens the first link of a page, which the address of the repository makes.</summary>
public sealed class OnlineHelpTests
{
    [Theory]
    [InlineData("https://example.org/swish")]
    [InlineData("https://example.org/swish/")]
    public void Every_page_links_to_itself_first(string project)
    {
        XDocument help = MamlHelp.Write(HelpPages.Names.Select(HelpPages.Read), project);
        Assert.Equal(
            HelpPages.Names.Select(name => $"https://example.org/swish/blob/main/docs/en-US/{name}.md"),
            help.Descendants().Where(e => e.Name.LocalName == "relatedLinks").Select(e => e.Descendants()
                .First(d => d.Name.LocalName == "uri").Value));
    }

    [Fact]
    public void Without_an_address_there_is_no_such_link() =>
        Assert.DoesNotContain("Online", MamlHelp.Write(HelpPages.Names.Select(HelpPages.Read), "").ToString(),
            StringComparison.Ordinal);
}
