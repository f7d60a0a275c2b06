using System.Text;
using System.Xml;
using Swish.Help;

if (args is not [string folder, string output])
{
    Console.Error.WriteLine(
        "usage: Swish.Help FOLDER OUTPUT, the folder of the Markdown pages and the MAML file to write");
    return 64;
}
XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
using XmlWriter writer = XmlWriter.Create(output, settings);
MamlHelp.Write(Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(MarkdownHelp.Read)).Save(writer);
return 0;
