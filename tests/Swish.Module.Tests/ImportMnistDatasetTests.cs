using System.Management.Automation;

namespace Swish.Module.Tests;

public sealed class ImportMnistDatasetTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("swish[1]").FullName;

    [Fact]
    public void Reads_the_shipped_set_by_default()
    {
        PSObject dataset = Assert.Single(session.Objects("Import-MnistDataset"));
        Assert.Equal("MNIST", dataset.Properties["Name"].Value);
        Assert.Equal(60_000, session.Objects("(Import-MnistDataset).Training.Count")[0].BaseObject);
    }

    [Fact]
    public void Takes_folders_with_wildcards_relative_to_the_location()
    {
        IReadOnlyList<string> names = session.Values<string>(
            "$ExecutionContext.SessionState.Path.SetLocation($args[0]) | Out-Null; Import-MnistDataset data/mni*",
            "Name", BuiltModule.Folder);
        Assert.Equal(["mnist"], names);
    }

    [Fact]
    public void Takes_a_folder_object_by_its_PSPath_and_brackets_literally()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(BuiltModule.Folder, "data", "mnist")))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        IReadOnlyList<string> names = session.Values<string>(
            "$ExecutionContext.InvokeProvider.Item.Get(@($args[0]), $true, $true) | Import-MnistDataset -Name Own",
            "Name", _folder);
        Assert.Equal(["Own"], names);
        Assert.Equal("PathNotFound,Swish.Module.Commands.ImportMnistDatasetCommand",
            session.Error("Import-MnistDataset -Path $args[0]", _folder + "nowhere").FullyQualifiedErrorId);
    }

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
