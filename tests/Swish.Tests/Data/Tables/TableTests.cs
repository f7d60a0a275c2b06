using System.Globalization;
using Swish.Data;
using Swish.Data.Tables;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.Data.Tables;

public sealed class TableTests
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    [Fact]
    public void Numbers_are_inputs_and_texts_are_one_hot()
    {
        Dataset data = Read("size;color;kind", "1;red;a", "2;blue;b", "3;red;a", "4;green;b");
        Assert.Equal(["size", "color=blue", "color=green", "color=red"], data.FeatureNames);
        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal(("kind", InputScaling.Standardize, 2), (data.LabelName, data.Scaling, data.Classes));
        HashSet<string> rows = [.. Rows(data.Training).Concat(Rows(data.Test))];
        Assert.Equal(["1 0 0 1: 0", "2 1 0 0: 1", "3 0 0 1: 0", "4 0 1 0: 1"], rows.Order());
    }

    [Fact]
    public void A_decimal_comma_and_a_decimal_point_are_the_same_data()
    {
        Dataset point = Read("x;y", "1.5;a", "-2.25;b", "3e1;a", "4;b"), comma = Read("x;y", "1,5;a", "-2,25;b", "3e1;a", "4;b");
        Assert.Equal(point.Fingerprint, comma.Fingerprint);
        Assert.Equal(point.SourceFingerprint, comma.SourceFingerprint);
    }

    [Fact]
    public void A_column_is_written_in_one_culture() =>
        Assert.Equal(["x=1,5", "x=2.5", "x=3"], Read("x;y", "1,5;a", "2.5;b", "3;a", "3;b").FeatureNames);

    [Theory]
    [InlineData("1;2;1;2;1;2", 2)]
    [InlineData("1;2;1;2;1;2.5", 0)]
    [InlineData("true;false;true;false;true;false", 2)]
    public void The_label_decides_what_is_predicted(string labels, int classes)
    {
        string[] rows = [.. labels.Split(';').Select((label, i) => $"{i};{label}")];
        Assert.Equal(classes, Read(["x;y", .. rows]).Classes);
    }

    [Fact]
    public void Many_whole_numbers_are_numbers_to_predict_unless_said_otherwise()
    {
        string[] rows = ["x;y", .. Enumerable.Range(0, 240).Select(i => $"{i};{i % 120}")];
        Assert.True(Read(rows).IsRegression);
        Dataset classes = Read(Options with { Task = PredictionTask.Classification }, rows);
        Assert.Equal(120, classes.Classes);
        Assert.Equal(["0", "1", "2"], classes.ClassNames.Take(3));
        Assert.Equal("119", classes.ClassNames[^1]);
    }

    [Fact]
    public void A_split_is_stratified_and_depends_on_its_seed_only()
    {
        string[] rows = ["x;y", .. Enumerable.Range(0, 100).Select(i => $"{i};{(i < 70 ? "a" : i < 90 ? "b" : "c")}")];
        Dataset first = Read(rows), again = Read(rows), other = Read(Options with { SplitSeed = 2 }, rows);
        Assert.Equal([14, 4, 2], Enumerable.Range(0, 3).Select(c => first.Test.Labels.Count((ushort)c)));
        Assert.Equal(first.Fingerprint, again.Fingerprint);
        Assert.NotEqual(first.Fingerprint, other.Fingerprint);
        Assert.Equal(first.SourceFingerprint, other.SourceFingerprint);
        Assert.NotEqual(first.SourceFingerprint, Read(Options with { TestShare = 0.3 }, rows).SourceFingerprint);
        // The first rows are for validation, so they must not be of one class.
        Assert.True(first.Training.Labels[..20].ContainsAnyExcept((ushort)0));
    }

    [Fact]
    public void Missing_values_are_an_error_that_names_rows_and_columns()
    {
        string[] rows = ["x;z;y", "1;1;a", ";2;b", "3;NA;a", "4;4;b", "5;5;?"];
        SwishException error = Rejected("TableMissingValue", rows);
        Assert.Contains("rows 2, 3, 5 (counted from 1), in the columns x, z, y", error.Message, StringComparison.Ordinal);
        Assert.Contains("A label cannot be", Rejected(Options with { MissingValue = MissingValueRule.Mean }, "TableMissingValue", rows).Message, StringComparison.Ordinal);
        Dataset dropped = Read(Options with { MissingValue = MissingValueRule.Drop, TestShare = 0.5 }, [.. rows, "6;6;a", "7;7;b"]);
        Assert.Equal(4, dropped.Training.Count + dropped.Test.Count);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("-NaN")]
    [InlineData("-nan")]
    [InlineData("+NaN")]
    [InlineData("+nan")]
    public void NaN_is_a_missing_value_however_it_is_written(string text)
    {
        string[] rows = ["x;y", "1;a", $"{text};b", "3;a", "4;b"];
        Assert.Contains("row 2 (", Rejected("TableMissingValue", rows).Message, StringComparison.Ordinal);
        Dataset empty = Read(Options with { MissingValue = MissingValueRule.Mean }, [.. rows.Select(row => row.Replace(text, ""))]);
        Assert.Equal(empty.Fingerprint, Read(Options with { MissingValue = MissingValueRule.Mean }, rows).Fingerprint);
    }

    [Fact]
    public void Missing_values_become_the_mean_of_the_training_rows()
    {
        Table table = new(CultureInfo.InvariantCulture);
        Add(table, "x;color;y", "1;red;a", "2;blue;b", ";?;a", "6;red;b");
        table.BeginTest();
        Add(table, "x;color;y", ";red;a", "100;;b");
        Dataset data = table.ToDataset(Options with { MissingValue = MissingValueRule.Mean });
        float third = 1 / 3f;
        Assert.Contains(Rows(data.Training), row => row == string.Create(CultureInfo.InvariantCulture, $"3 {third} {2 * third}: 0"));
        Assert.Equal(["3 0 1: 0", string.Create(CultureInfo.InvariantCulture, $"100 {third} {2 * third}: 1")], Rows(data.Test));
    }

    [Theory]
    [InlineData("TableEmpty", "x;y")]
    [InlineData("TableColumnNotFound", "x;z", "1;a", "2;b")]
    [InlineData("TableNoFeature", "y", "a", "b")]
    [InlineData("TableNotFinite", "x;y", "1;a", "1e39;b", "2;a", "3;b")]
    [InlineData("TableNotFinite", "x;y", "1;a", "1e999;b", "2;a", "3;b")]
    [InlineData("TableClassCount", "x;y", "1;a", "2;a", "3;a")]
    [InlineData("TableUnknownClass", "x;y", "1;a", "2;b")]
    [InlineData("TooFewExamples", "x;y", "1;1.5")]
    public void What_is_no_data_set_is_rejected(string errorId, params string[] rows) => Rejected(errorId, rows);

    [Fact]
    public void A_label_of_text_cannot_be_predicted_as_a_number() =>
        Rejected(Options with { Task = PredictionTask.Regression }, "TableLabelNotNumeric", "x;y", "1;a", "2;b");

    [Fact]
    public void Too_many_texts_are_rejected_by_the_name_of_the_column()
    {
        string[] rows = ["name;y", .. Enumerable.Range(0, 300).Select(i => $"n{i};{(i % 2 == 0 ? "a" : "b")}")];
        Assert.Contains("The column name has 300 different texts, such as 'n0'", Rejected("TableTooManyCategories", rows).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=b;a;y", "The column 'a=b' has the name of a category of the column 'a'")]
    [InlineData("A=B;a;y", "The column 'A=B' has the name of a category of the column 'a'")]
    [InlineData("n;a=b;y", "The name of the column of text 'a=b' has a '='")]
    public void Columns_whose_inputs_would_have_one_name_are_rejected(string header, string message) =>
        Assert.StartsWith(
            message, Rejected("TableColumnAmbiguous", header, "1;b;p", "2;c;q", "3;b;p", "4;c;q").Message,
            StringComparison.Ordinal);

    [Fact]
    [Trait("Speed", "Slow")]
    public void More_inputs_than_an_array_holds_are_rejected_also_of_rows_to_test_on()
    {
        Table table = new(CultureInfo.InvariantCulture);
        TableColumn[] columns = [.. Enumerable.Range(0, 400).Select(i => table.Column($"c{i}"))];
        TableColumn label = table.Column("y");
        for (int row = 0; row < 22_000; row++)
        {
            foreach (TableColumn column in columns) column.Add($"t{row % 256}");
            label.Add(row % 2 == 0 ? "p" : "q");
            table.EndRow();
        }
        foreach (double share in (double[])[0.001, 0.999])
            Assert.Equal("TableTooLarge", Assert.Throws<SwishException>(
                () => table.ToDataset(Options with { TestShare = share })).ErrorId);
    }

    [Fact]
    public void A_table_of_many_columns_and_few_rows_takes_little_memory()
    {
        const int Columns = 5000, Rows = 40;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Table table = new(CultureInfo.InvariantCulture);
        TableColumn[] columns = [.. Enumerable.Range(0, Columns).Select(i => table.Column($"c{i}"))];
        for (int row = 0; row < Rows; row++)
        {
            foreach (TableColumn column in columns) column.Add(row);
            table.EndRow();
        }
        // The names and the objects of a column take about 700 bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, Columns * (1000L + (4 * Rows * sizeof(double))));
        Assert.Equal(Rows - 1, columns[^1].Value(Rows - 1));
    }

    [Fact]
    public void Columns_whose_names_are_equal_after_escaping_are_rejected()
    {
        Table table = new(CultureInfo.InvariantCulture);
        for (int row = 0; row < 4; row++)
        {
            table.Column("a\u200E").Add(row);
            table.Column("a\\u200E").Add(-row);
            table.Column("y").Add(row % 2 == 0 ? "p" : "q");
            table.EndRow();
        }
        Assert.Equal("TableColumnAmbiguous", Assert.Throws<SwishException>(() => table.ToDataset(Options)).ErrorId);
    }

    [Fact]
    public void The_texts_of_a_column_are_counted_once()
    {
        TableColumn column = new Table(CultureInfo.InvariantCulture).Column("a");
        foreach (string text in new[] { "one", "three", "one", "5" }) column.Add(text);
        Assert.Equal(8, column.TextLength);
    }

    [Fact]
    public void A_class_of_one_row_is_trained_on() =>
        Assert.DoesNotContain((ushort)2, Read(["x;y", .. Enumerable.Range(0, 20).Select(i => $"{i};{(i == 7 ? "z" : i % 2 == 0 ? "a" : "b")}")]).Test.Labels.ToArray());

    [Theory]
    [InlineData("a,b,y\n1,\"x, \"\"z\"\"\",c\n2,w,d\n1,w,c\n2,w,d\n", null)]
    [InlineData("a\tb\ty\r\n1\tx, \"z\"\tc\r\n2\tw\td\r\n1\tw\tc\r\n2\tw\td", null)]
    [InlineData("\uFEFFa:b:y\n1:x:c\n2:w:d\n1:w:c\n2:w:d\n", ':')]
    [InlineData("a,b,y\r\n1,x,c\r\n\r\n2,w,d\r\n1,w,c\r\n2,w,d\r\n\r\n \r\n", null)]
    public void Files_are_read_whatever_separates_their_values(string text, char? delimiter)
    {
        using TemporaryFolder folder = new();
        Table table = new(CultureInfo.InvariantCulture);
        TableFile.Read(folder.File("t.csv", System.Text.Encoding.UTF8.GetBytes(text)), table, delimiter);
        Dataset data = table.ToDataset(Options with { TestShare = 0.5 });
        Assert.Equal(("a", 3, 2), (data.FeatureNames[0], data.InputCount, data.Classes));
    }

    [Fact]
    public void A_table_in_another_encoding_is_rejected()
    {
        using TemporaryFolder folder = new();
        string text = "c,x,y\né,1,a\nè,2,b\né,3,a\nè,4,b\n";
        Table table = new(CultureInfo.InvariantCulture);
        SwishException error = Assert.Throws<SwishException>(
            () => TableFile.Read(folder.File("latin.csv", System.Text.Encoding.Latin1.GetBytes(text)), table));
        Assert.Equal("TableMalformed", error.ErrorId);
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
        foreach (System.Text.Encoding encoding in new[] { System.Text.Encoding.UTF8, System.Text.Encoding.Unicode })
        {
            Table read = new(CultureInfo.InvariantCulture);
            TableFile.Read(folder.File("utf.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]), read);
            Assert.Equal("c=é", read.ToDataset(Options with { TestShare = 0.5 }).FeatureNames[1]);
        }
    }

    [Theory]
    [InlineData("n,size\n1,4\"\n2,5\"\n", null)]
    [InlineData("size,n\n4\",1\n5\" ,2\n", null)]
    [InlineData("a:b\n1:4\"\n2:5\"\n", ':')]
    public void Quotation_marks_in_values_do_not_join_rows(string text, char? delimiter)
    {
        using TemporaryFolder folder = new();
        SwishException error = Assert.Throws<SwishException>(() => TableFile.Read(
            folder.File("t.csv", System.Text.Encoding.UTF8.GetBytes(text)), new(CultureInfo.InvariantCulture), delimiter));
        Assert.Equal("TableMalformed", error.ErrorId);
    }

    [Theory]
    [InlineData("n size\n1 \"4\nlong\"\n2 \"5\n\"\n", ' ')]
    [InlineData("n,size\n1,\"4\"\"\nlong\"\n2, \"5\n\"\n")]
    [InlineData("n;size\n1;a \"b\" c\n2;\"\"\"x\"\"\n\"\n")]
    [InlineData("\"n\"\t\"size\"\r\n\"1\"\t\"a\r\nb\"\r\n2\tc\r\n")]
    public void Quotation_marks_around_values_may_have_line_breaks(string text, char? delimiter = null)
    {
        using TemporaryFolder folder = new();
        // Also where a block of the file ends in the middle of a value.
        foreach (int rows in new[] { 1, 40_000 })
        {
            Table table = new(CultureInfo.InvariantCulture);
            string[] parts = text.Split('\n', 2);
            TableFile.Read(folder.File("t.csv", System.Text.Encoding.UTF8.GetBytes(
                parts[0] + '\n' + string.Concat(Enumerable.Repeat(parts[1], rows)))), table, delimiter);
            Assert.Equal(2 * rows, table.RowCount);
        }
    }

    [Fact]
    public void A_column_without_values_in_the_rows_to_test_on_is_rejected()
    {
        Table table = new(CultureInfo.InvariantCulture);
        for (int row = 0; row < 12; row++)
        {
            if (row == 8) table.BeginTest();
            table.Column("a").Add(row);
            if (row < 8) table.Column("b").Add(20 + row);
            table.Column("y").Add(row % 2 == 0 ? "p" : "q");
            table.EndRow();
        }
        SwishException error = Assert.Throws<SwishException>(
            () => table.ToDataset(Options with { MissingValue = MissingValueRule.Mean }));
        Assert.Equal(("TableColumnNotFound", "b"), (error.ErrorId, error.OffendingValue));
    }

    [Theory]
    [InlineData(1_700_000_000, true)]
    [InlineData(1_000_000, false)]
    [InlineData(0, false)]
    public void Numbers_that_single_precision_makes_equal_are_noted(double start, bool isNoted)
    {
        Table table = new(CultureInfo.InvariantCulture);
        for (int row = 0; row < 40; row++)
        {
            table.Column("a").Add(start + row);
            table.Column("y").Add(row % 2 == 0 ? "p" : "q");
            table.EndRow();
        }
        string[] notes = [.. table.ToDataset(Options).Notes];
        if (isNoted) Assert.StartsWith("The numbers of the column a, from 1700000000 to 1700000039,", Assert.Single(notes), StringComparison.Ordinal);
        else Assert.Empty(notes);
    }

    [Fact]
    public void A_gzipped_file_that_is_cut_off_is_rejected()
    {
        using TemporaryFolder folder = new();
        byte[] text = System.Text.Encoding.UTF8.GetBytes(
            "a,b,y\n" + string.Join('\n', Enumerable.Range(1, 300).Select(i => $"{i},{i * 7919 % 1000},{(i % 2 == 0 ? "p" : "q")}")));
        byte[] whole = IdxBytes.Gzip(text);
        for (int length = 18; length < whole.Length; length++)
            Assert.Equal("TableMalformed", Assert.Throws<SwishException>(() => Rows(whole[..length])).ErrorId);
        Assert.Equal(300, Rows(whole));
        // Members of a file that was put together.
        Assert.Equal(300, Rows([.. IdxBytes.Gzip(text[..500]), .. IdxBytes.Gzip(text[500..])]));
        Assert.Equal(300, Rows([.. whole, .. IdxBytes.Gzip([])]));
        byte[] second = IdxBytes.Gzip(text[500..]), several = [.. IdxBytes.Gzip(text[..500]), .. second];
        for (int length = several.Length - second.Length + 1; length < several.Length; length += 7)
            Assert.Equal("TableMalformed", Assert.Throws<SwishException>(() => Rows(several[..length])).ErrorId);
        // The end of a block of a tape.
        foreach (int zeros in new[] { 1, 4, 512 }) Assert.Equal(300, Rows([.. whole, .. new byte[zeros]]));

        int Rows(byte[] content)
        {
            Table table = new(CultureInfo.InvariantCulture);
            TableFile.Read(folder.File("t.csv.gz", content), table);
            return table.RowCount;
        }
    }

    [Fact]
    public void A_gzipped_file_has_the_same_fingerprint()
    {
        using TemporaryFolder folder = new();
        byte[] text = System.Text.Encoding.UTF8.GetBytes("x,y\n1,a\n2,b\n3,a\n4,b\n");
        Assert.Equal(OfFile(folder.File("plain", text)), OfFile(folder.File("gzip", IdxBytes.Gzip(text))));

        static string OfFile(string path)
        {
            Table table = new(CultureInfo.InvariantCulture);
            TableFile.Read(path, table);
            return table.ToDataset(Options with { TestShare = 0.5 }).Fingerprint;
        }
    }

    [Theory]
    [InlineData("TableMalformed", "a,b\n1,2\n1,2,3\n")]
    [InlineData("TableMalformed", "a,b\n1,2\n1,\"x\n1,2\n1,2\n")]
    [InlineData("TableMalformed", "a,a\n1,2\n")]
    [InlineData("TableMalformed", "a,A,y\n1,100,p\n2,200,q\n")]
    [InlineData("TableMalformed", "a, a ,y\n1,100,p\n2,200,q\n")]
    [InlineData("TableMalformed", "a,y,Y\n1,p,q\n2,q,p\n")]
    [InlineData("TableUnreadable", null)]
    public void A_file_that_is_no_table_is_rejected(string errorId, string? text)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("t.csv", text is null ? null : System.Text.Encoding.UTF8.GetBytes(text));
        SwishException error = Assert.Throws<SwishException>(() => TableFile.Read(path, new(CultureInfo.InvariantCulture)));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    private static TableOptions Options { get; } = new() { Label = "y", TestShare = 0.2 };

    private static Dataset Read(params string[] rows) => Read(Options with { Label = rows[0].Split(';')[^1] }, rows);

    private static Dataset Read(TableOptions options, params string[] rows)
    {
        Table table = new(German);
        Add(table, rows);
        return table.ToDataset(options with { TestShare = rows.Length < 8 ? 0.5 : options.TestShare });
    }

    private static SwishException Rejected(string errorId, params string[] rows) => Rejected(Options, errorId, rows);

    private static SwishException Rejected(TableOptions options, string errorId, params string[] rows)
    {
        SwishException error = Assert.Throws<SwishException>(() => Read(options, rows));
        Assert.Equal(errorId, error.ErrorId);
        return error;
    }

    private static void Add(Table table, params string[] rows)
    {
        foreach (string row in rows.Skip(1))
        {
            foreach ((string name, string value) in rows[0].Split(';').Zip(row.Split(';'))) table.Column(name).Add(value);
            table.EndRow();
        }
    }

    private static string[] Rows(ExampleSet examples) =>
    [
        .. Enumerable.Range(0, examples.Count).Select(i => string.Join(' ',
            examples.FloatRow(i).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture))) + $": {examples.Labels[i]}"),
    ];
}
