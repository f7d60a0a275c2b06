namespace Swish.Analysis.Reports;

/// <summary>
/// Writes a report on runs as one HTML file, which needs no script and no other file: the question, the verdicts in
/// sentences, tables, learning curves, confusion matrices, methods, and how to repeat it.
/// </summary>
public static class Report
{
    private static readonly string[] Extensions = [".html", ".htm"];

    /// <summary>Checks the path of a report, before it is made.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="SwishException">
    /// The path is not valid (InvalidPath), does not end in .html or .htm (UnknownReportFormat) or is a folder
    /// (PathNotFile), the file exists and must not be overwritten (FileExists), or its folder does not exist
    /// (PathNotFound).
    /// </exception>
    public static void Check(string path, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(path);
        OutputFile.RequireValid(path);
        if (!Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            throw new SwishException("UnknownReportFormat", ErrorKind.InvalidArgument,
                $"'{Path.GetFileName(path)}' does not have the extension of a page; use .html.", path);
        OutputFile.Check(path, overwrite);
    }

    /// <summary>Writes a report. The file is written completely or not at all.</summary>
    /// <param name="content">What the report shows.</param>
    /// <param name="path">The full path, ending in .html or .htm.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="SwishException">
    /// The errors of <see cref="Check"/>; there is nothing to report (NothingToReport); or the file cannot be written
    /// (CannotWriteFile).
    /// </exception>
    public static void Write(ReportContent content, string path, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(content);
        Check(path, overwrite);
        OutputFile.Write(path, ReportPage.Make(content), overwrite);
    }
}
