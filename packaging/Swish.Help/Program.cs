using System.Text;
using System.Xml;
using Swish.Help;

if (args is ["choices", string table, .. { Length: > 0 } documentation])
{
    File.WriteAllText(table, string.Concat(ChoiceDescriptions.Read(documentation).Select(line => line + "\n")));
    return 0;
}
if (args is not [string folder, string output, .. { Length: <= 1 } project])
{
    Console.Error.WriteLine(
        """
        usage: Swish.Help FOLDER OUTPUT [PROJECT], the folder of the Markdown pages, the MAML file to write, and the
        address of the repository; or Swish.Help choices OUTPUT XML..., the table of the members of enumerations to
        write, and the XML documentation that describes them
        """);
    return 64;
}
XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
using XmlWriter writer = XmlWriter.Create(output, settings);
MamlHelp.Write(
    Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(MarkdownHelp.Read),
    project.FirstOrDefault()).Save(writer);
return 0;
