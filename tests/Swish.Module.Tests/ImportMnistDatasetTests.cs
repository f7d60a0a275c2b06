namespace Swish.Module.Tests;

public sealed class ImportMnistDatasetTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("swish[1]").FullName;

    [Fact]
    public void Goes_on_after_a_folder_that_it_rejects()
    {
        ScriptOutcome outcome = session.Run(
            "Import-MnistDataset -LiteralPath $args[0], $args[1]", _folder, Path.Combine(BuiltModule.Folder, "data", "mnist"));
        Assert.Single(outcome.Objects);
        Assert.Equal(
            "DatasetFileMissing,Swish.Module.Commands.ImportMnistDatasetCommand", outcome.SingleError.FullyQualifiedErrorId);
    }

    [Fact]
    public void Rejects_a_path_outside_the_file_system() =>
        Assert.Equal("PathNotFileSystem,Swish.Module.Commands.ImportMnistDatasetCommand",
            session.Error("$here = 1; Import-MnistDataset -LiteralPath Variable:here").FullyQualifiedErrorId);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
