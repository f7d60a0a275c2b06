using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Swish.Analysis;
using Swish.Data.Tables;
using Swish.Module.Parameters;

namespace Swish.Module.Pipeline;

/// <summary>Adds objects from the pipeline to a table, a property to a column.</summary>
/// <param name="exclude">The columns to leave out: names or patterns.</param>
internal sealed class TableRows(ColumnPatterns exclude)
{
    /// <summary>Gets the table.</summary>
    public Table Table { get; } = new(CultureInfo.CurrentCulture);

    /// <summary>Adds an object, or the entries of a hash table.</summary>
    /// <param name="input">The object.</param>
    /// <exception cref="SwishException">The object has no properties to read (InvalidTableRow).</exception>
    public void Add(PSObject input)
    {
        if (input.BaseObject is IDictionary entries)
        {
            foreach (DictionaryEntry entry in entries)
                AddValue(ResultRow.TextOf(entry.Key), entry.Value);
        }
        else
        {
            if (input.BaseObject is string or ValueType)
                throw new SwishException("InvalidTableRow", ErrorKind.InvalidArgument,
                    $"'{input.BaseObject}' is not a row of a table; a row is an object with a property for each column, "
                    + "such as Import-Csv and ConvertFrom-Json return, or a hash table.", input.BaseObject);
            foreach (PSPropertyInfo property in input.Properties)
                if (property.IsReadable() && !exclude.IsExcluded(property.Name))
                    AddValue(property.Name, ResultRows.Value(property));
        }
        Table.EndRow();
    }

    private void AddValue(string name, object? value)
    {
        if (exclude.IsExcluded(name)) return;
        TableColumn column = Table.Column(name);
        // Keys that differ only in case are the same column; the first one counts.
        if (column.Count > Table.RowCount) return;
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case null or DBNull: column.AddMissing(); break;
            case string text: column.Add(text); break;
            // Text, as it is after a way through a file.
            case Enum or bool or char: column.Add($"{value}"); break;
            case IConvertible number when IsNumber(number):
                column.Add(number.ToDouble(CultureInfo.InvariantCulture));
                break;
            case object other: column.Add(ResultRow.TextOf(other)); break;
        }
    }

    private static bool IsNumber(IConvertible value) =>
        value.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal;
}
