using System.Globalization;
using System.Text;

namespace Swish.Networks.Architectures.Language;

/// <summary>
/// Parses the layers in the text of a network. The text is what PowerShell would read in a script block, without
/// variables: layers separated by semicolons or line breaks, their values separated by spaces, blocks in braces, text
/// in single quotes, and comments that begin with #.
/// </summary>
/// <param name="text">The whole text.</param>
/// <param name="source">Creates the errors.</param>
internal sealed class NetworkTextParser(string text, INetworkSource source)
{
    private int _position;
    private int _nesting;

    /// <summary>Parses the part of the text between two positions.</summary>
    /// <param name="start">The index of the first character.</param>
    /// <param name="end">The index after the last character.</param>
    /// <returns>The layers.</returns>
    /// <exception cref="SwishException">
    /// The text is not valid (InvalidNetwork), too long (NetworkTooLarge) or nested too deeply (NestedTooDeep).
    /// </exception>
    public IReadOnlyList<LayerStatement> Parse(int start, int end)
    {
        if (text.Length > NetworkDefinition.MaxTextLength)
            throw new SwishException("NetworkTooLarge", ErrorKind.LimitExceeded, string.Create(
                CultureInfo.InvariantCulture,
                $"The text of a network has {text.Length} characters; at most {NetworkDefinition.MaxTextLength} are allowed."), text.Length);
        _position = start;
        List<LayerStatement> statements = ReadStatements(end);
        return _position == end ? statements : throw Unexpected("the end of the network");
    }

    private List<LayerStatement> ReadStatements(int end)
    {
        List<LayerStatement> statements = [];
        while (true)
        {
            SkipSpace(end, acrossLines: true);
            if (_position >= end || text[_position] == '}') return statements;
            if (text[_position] == ';') _position++;
            else statements.Add(ReadStatement(end));
        }
    }

    private LayerStatement ReadStatement(int end)
    {
        int start = _position;
        string name = ReadWord(end);
        if (name.Length == 0) throw Unexpected("the name of a layer");
        SourceSpan span = new(start, name.Length);
        List<LayerElement> elements = [];
        while (true)
        {
            SkipSpace(end, acrossLines: false);
            if (_position >= end || text[_position] is ';' or '\n' or '\r' or '}') return new(name, elements, span);
            elements.Add(ReadElement(end));
        }
    }

    private LayerElement ReadElement(int end)
    {
        int start = _position;
        char first = text[start];
        bool isParameter = first == '-' && start + 1 < end && char.IsLetter(text[start + 1]);
        if (isParameter)
        {
            _position++;
            return new(ReadWord(end), null, Since(start));
        }
        object value = first switch
        {
            '{' => ReadBlock(end),
            '\'' => ReadQuoted(end),
            _ when char.IsAsciiDigit(first) || first is '-' or '.' => ReadNumber(end),
            _ when IsWordCharacter(first) => ReadWord(end),
            _ => throw Unexpected("a number, a name, -Parameter or { layers }"),
        };
        return new(null, value, Since(start));
    }

    private List<LayerStatement> ReadBlock(int end)
    {
        int start = _position++;
        if (++_nesting > NetworkBuilder.MaxNesting)
            throw source.CreateError(
                new(start, 1), $"blocks are nested more than {NetworkBuilder.MaxNesting} levels deep", "NestedTooDeep",
                ErrorKind.LimitExceeded);
        List<LayerStatement> statements = ReadStatements(end);
        if (_position >= end)
            throw source.CreateError(
                new(start, 1), "this brace is not closed", "InvalidNetwork", ErrorKind.InvalidArgument);
        _position++;
        _nesting--;
        return statements;
    }

    /// <summary>Reads text in single quotes, in which two quotes stand for one.</summary>
    private string ReadQuoted(int end)
    {
        int start = _position++;
        StringBuilder value = new();
        while (_position < end)
        {
            char next = text[_position++];
            if (next != '\'') value.Append(next);
            else if (_position < end && text[_position] == '\'') value.Append(text[_position++]);
            else return value.ToString();
        }
        throw source.CreateError(
            new(start, 1), "this quote is not closed", "InvalidNetwork", ErrorKind.InvalidArgument);
    }

    private double ReadNumber(int end)
    {
        int start = _position;
        while (_position < end && (IsWordCharacter(text[_position]) || text[_position] is '.' or '+' or '-'))
            _position++;
        return double.TryParse(text.AsSpan(start, _position - start), NumberStyles.Float, CultureInfo.InvariantCulture,
            out double number) && double.IsFinite(number)
            ? number
            : throw source.CreateError(
                Since(start), "this is not a number", "InvalidNetwork", ErrorKind.InvalidArgument);
    }

    private string ReadWord(int end)
    {
        int start = _position;
        while (_position < end && IsWordCharacter(text[_position])) _position++;
        return text[start.._position];
    }

    private void SkipSpace(int end, bool acrossLines)
    {
        for (; _position < end; _position++)
        {
            char next = text[_position];
            if (next == '#')
                while (_position + 1 < end && text[_position + 1] is not ('\n' or '\r')) _position++;
            else if (!char.IsWhiteSpace(next) || (!acrossLines && next is '\n' or '\r')) return;
        }
    }

    private SourceSpan Since(int start) => new(start, _position - start);

    private SwishException Unexpected(string expected) => source.CreateError(
        new(_position, 1), $"here is not {expected}", "InvalidNetwork", ErrorKind.InvalidArgument);

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';
}
