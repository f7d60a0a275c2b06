using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;
using YamlDotNet.RepresentationModel;

namespace Swish.Module.Tests;

/// <summary>Scripts for schedulers: they train the very runs of the command, resume them, and merge the logs.</summary>
public sealed class JobScriptTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Quick = "-ValidationCount 60 -HiddenLayer 8 -BatchSize 20 -Step 5";

    [Theory]
    [InlineData("-Activation ReLU, 'Swish(beta=1.5)', 'PReLU' -Repeat 2")]
    [InlineData("-Activation { $x * [Math]::Tanh($x) }, {1 / (1 + [Math]::Exp(-$x))} -Seed 3, 1, 7")]
    [InlineData("-Activation (New-Activation Zig { $x - [Math]::Sin($x) }), ReLU -Seed 0 -LearningRate 0.01, 1e-7")]
    [InlineData("-HiddenLayer @() -LabelSmoothing 0.1 -Residual:$false -Staircase -Schedule Exponential, Step")]
    [InlineData("-HiddenLayer 9, 7, 5 -Optimizer SGD, AdamW -BatchNorm All -BatchNormPosition AfterActivation -Diagnostic")]
    [InlineData("-Recipe (Get-SwishRecipe Synced2017Deep), Synced2017Shallow -HiddenLayer 4")]
    [InlineData("-Recipe Synced2017Deep -Depth 1, 2 -Width 3, 4")]
    [InlineData("-Recipe DepthSweep -Depth 1 -Width 5 -Repeat 2")]
    [InlineData("-Recipe BatchSizeSweep -BatchSize 10, 20 -Width 3 -Seed 5")]
    [InlineData("-Recipe (Get-SwishRecipe | Where-Object Name -NotIn Default, GateSweep) -Depth 1 -Width 2 -BatchSize 50 -Seed 1 -Activation ReLU")]
    public void The_runs_are_those_of_the_command(string parameters)
    {
        string recipes = parameters.Contains("-HiddenLayer", StringComparison.Ordinal)
            || parameters.Contains("-Depth", StringComparison.Ordinal)
            || parameters.Contains("-Width", StringComparison.Ordinal) ? "-ValidationCount 60 -Step 1" : $"{Quick} -Step 1";
        recipes = recipes.Replace("-Step 5 ", "", StringComparison.Ordinal);
        if (!parameters.Contains("-BatchSize", StringComparison.Ordinal) && !recipes.Contains("-BatchSize", StringComparison.Ordinal))
            recipes += " -BatchSize 20";
        Check($"Invoke-SwishTraining {recipes} {parameters}");
    }

    [Fact]
    public void Recipes_from_the_pipeline_and_changed_ones_come_through()
    {
        Check($"$r = Get-SwishRecipe Default; $r.InitialBias = -0.25; $r.InitializerDeviation = 0.05; $r.DecayStep = 3; "
            + $"$r, $r, 'Mish' | Select-Object -First 1 | Invoke-SwishTraining {Quick} -Seed 2");
        Check($"Get-Activation ReLU, GELU | Invoke-SwishTraining {Quick} -LearningRate 0.01");
        Check("$r = Get-SwishRecipe DepthSweep; $r.Depth = $null; $r.Width = $null; $r.HiddenLayer = 6, 5; "
            + "$r.Seed = 4, 5; Invoke-SwishTraining $r -ValidationCount 60 -BatchSize 20 -Step 1");
        // As it comes out of Start-Job.
        Check("$r = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation."
            + "PSSerializer]::Serialize((Get-SwishRecipe Synced2017Deep))); "
            + "Invoke-SwishTraining $r -ValidationCount 60 -BatchSize 20 -Step 1 -Activation Swish");
    }

    [Fact]
    public void A_data_set_given_as_an_object_is_read_again_and_checked()
    {
        string text = Script($"Invoke-SwishTraining -Dataset $data {Quick} -AsJobScript Parallel");
        Assert.Contains($"$data = Import-MnistDataset -LiteralPath '{session.Folder}'\n", text, StringComparison.Ordinal);
        Assert.Contains(
            $"$data.Fingerprint -ne '{session.Objects("$data.Fingerprint")[0]}'", text, StringComparison.Ordinal);
        text = Script("$mnist = Import-MnistDataset -Name 'It''s ‘‘mine’’'; Invoke-SwishTraining -Dataset $mnist -Step 1 "
            + "-AsJobScript Parallel");
        Assert.Contains("$data = Import-MnistDataset -Name 'It''s ‘‘mine’’'\n", text, StringComparison.Ordinal);
        text = Script($"Invoke-SwishTraining -Dataset '{session.Folder}' {Quick} -AsJobScript Slurm");
        Assert.Contains($"$data = '{session.Folder}'\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-ToyDataset Moons | Invoke-SwishTraining -Step 6 -Width 4 @script")]
    [InlineData("New-ToyDataset Moons | Invoke-SwishTraining (Get-SwishRecipe Synced2017Deep) -Width 4 -Depth 1 "
        + "-ValidationCount 20 -BatchSize 20 -Step 2 @script")]
    [InlineData("Invoke-SwishTraining -Dataset (, (New-ToyDataset Moons)) -Step 6 -Width 4 @script")]
    [InlineData("Invoke-SwishTraining -Dataset (New-ToyDataset Moons) -Step 5 -Width 4 -BatchSize 128 "
        + "-ValidationCount 100 @script")]
    [InlineData("Invoke-SwishTraining -Dataset (New-ToyDataset Moons -Count 50) -Epoch 3 -Width 4 @script")]
    [InlineData("$r = Get-SwishRecipe Default; $r.Name = 'my own'; $r.ValidationCount = 50; $r.Step = 5; $r.Width = 4; "
        + "Invoke-SwishTraining $r, Default -Dataset (New-ToyDataset Moons) -Depth 1 @script")]
    [InlineData("$r = Get-SwishRecipe Synced2017Deep; $r.Name = 'Default'; $r.Width = 4; $r.Depth = 1; "
        + "Invoke-SwishTraining $r -Dataset (New-ToyDataset Moons) -Step 2 @script")]
    public void The_runs_on_a_small_data_set_are_those_of_the_command(string command) => Compare(command);

    [Fact]
    public void The_runs_start_with_the_network_of_the_command()
    {
        string file = session.NewFile("it's.onnx");
        session.Objects($"$global:first = Invoke-SwishTraining {Quick} -Dataset $data -KeepNetwork; "
            + "$first | Export-SwishNetwork $args[0]; "
            + "$global:written = Invoke-SwishTraining -Dataset $data -ValidationCount 60 -HiddenLayer 8 -BatchSize 20 -Step 4 "
            + "-NetworkPath (Split-Path $args[0])", file);
        string path = $"'{file.Replace("'", "''", StringComparison.Ordinal)}'";
        foreach (string network in (string[])[path, $"(Get-Item {path})", $"(Import-SwishNetwork {path})", "$written"])
        {
            Compare($"Invoke-SwishTraining -Dataset $data -InitialNetwork {network} -Seed 3 @script");
            Compare($"Invoke-SwishTraining -Dataset $data -InitialNetwork {network} {Quick} -Seed 3, 4 @script");
        }
        Assert.StartsWith("InvalidNetwork,", session.Error(
            "Invoke-SwishTraining -Dataset $data -InitialNetwork $first -AsJobScript Slurm").FullyQualifiedErrorId,
            StringComparison.Ordinal);
        string script = Script($"Invoke-SwishTraining -Dataset $data -InitialNetwork {path} -AsJobScript Slurm");
        session.Objects($"$written | Export-SwishNetwork {path} -Force");
        string lines = string.Join('\n', script.Split('\n').Where(
            line => line.Contains("$network", StringComparison.Ordinal) && line[0] != ' '));
        Assert.Contains("initial network is not the one", session.Error(lines).Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-ToyDataset Moons, Spirals -Noise 0.3 -Class 3 -Seed 4 | Select-Object -Last 1")]
    [InlineData("Import-TableDataset ./iris*.csv -Label kind -Exclude id -SplitSeed 3, 5 -Delimiter ';' | Select-Object -Last 1")]
    [InlineData("Import-TableDataset ./iris.tsv -Label kind -Exclude id -Delimiter \"`t\"")]
    [InlineData("Import-TableDataset ./iris.csv -TestPath ./iris.csv -Label kind -Name It''s")]
    [InlineData("'./images' | Import-ImageDataset -Size 6, 5 -Grayscale -TestShare 0.5 -SplitSeed 2, 1 | Select-Object -First 1")]
    public void A_data_set_of_any_cmdlet_is_read_again(string command)
    {
        string folder = Directory.CreateTempSubdirectory("swish-").FullName;
        string table = "id;x;kind\n" + string.Concat(
            Enumerable.Range(0, 40).Select(i => $"{i};{i * i % 17};{(i % 3 == 0 ? "a" : "b")}\n"));
        File.WriteAllText(Path.Combine(folder, "iris.csv"), table);
        File.WriteAllText(Path.Combine(folder, "iris.tsv"), table.Replace(';', '\t'));
        foreach (string name in (string[])["a", "b"])
        {
            string images = Directory.CreateDirectory(Path.Combine(folder, "images", name)).FullName;
            foreach (string image in (string[])["1.png", "2.png"])
                File.WriteAllBytes(Path.Combine(images, image), Convert.FromBase64String(
                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        }
        string text = Script($"Push-Location '{folder}'; try {{ $any = {command} }} finally {{ Pop-Location }}; "
            + "Invoke-SwishTraining -Dataset $any -ValidationCount 0 -BatchSize 1 -Step 1 -AsJobScript Parallel");
        string read = text.Split('\n').First(line => line.StartsWith("$data = ", StringComparison.Ordinal));
        Assert.Equal(session.Objects("$any.Fingerprint"), session.Objects($"{read.Replace("$data", "$again", StringComparison.Ordinal)}; $again.Fingerprint"));
        Assert.Equal(session.Objects("$any.Name"), session.Objects("$again.Name"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_folder_of_networks_on_a_drive_of_the_session_is_written_as_its_path()
    {
        string folder = Directory.CreateTempSubdirectory("swish-").FullName;
        session.Objects($"$null = New-PSDrive Networks FileSystem '{folder}' -Scope Global");
        Assert.Contains($"NetworkPath = '{Path.Combine(folder, "some")}'", Script(
            $"Invoke-SwishTraining -Dataset $data {Quick} -NetworkPath Networks:/some -AsJobScript Slurm"), StringComparison.Ordinal);
        Assert.Contains("NetworkPath = 'some'", Script(
            $"Invoke-SwishTraining -Dataset $data {Quick} -NetworkPath some -AsJobScript Slurm"), StringComparison.Ordinal);
        session.Objects("Remove-PSDrive Networks");
        Directory.Delete(folder);
    }

    [Fact]
    public void A_data_set_of_objects_cannot_be_read_again()
    {
        ScriptOutcome outcome = session.Run("$rows = 1..20 | ForEach-Object { [pscustomobject]@{ x = $_; kind = $_ % 2 } }; "
            + "Invoke-SwishTraining -Dataset ($rows | ConvertTo-SwishDataset -Label kind) -ValidationCount 0 -BatchSize 1 "
            + "-AsJobScript Parallel");
        Assert.StartsWith("InvalidDataset,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_parameters_and_the_number_of_shards_come_through()
    {
        string text = Script($"Invoke-SwishTraining -Dataset $data {Quick} -Repeat 30 -Thread 2 -ThrottleLimit 3 "
            + "-AsJobScript Slurm -ShardCount 20 -ResultPath './my runs.jsonl'");
        Assert.Contains("#SBATCH --array=1-20\n", text, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --cpus-per-task=3\n", text, StringComparison.Ordinal);
        Assert.Contains("    Thread = 2\n", text, StringComparison.Ordinal);
        Assert.Contains("    ThrottleLimit = 3\n", text, StringComparison.Ordinal);
        Assert.Contains("$recipe.Seed = 1..30\n", text, StringComparison.Ordinal);
        Assert.Contains("my runs.jsonl'\n", text, StringComparison.Ordinal);
        Assert.Contains("-of-20.jsonl'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SLURM_ARRAY_TASK_COUNT", text, StringComparison.Ordinal);
        // There are no more shards than runs.
        Assert.Contains("#SBATCH --array=1-3\n", Script(
            $"Invoke-SwishTraining -Dataset $data {Quick} -Repeat 3 -AsJobScript Slurm"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-AsJobScript Slurm -Force -ResultPath x.jsonl", "ContradictingParameters")]
    [InlineData("-AsJobScript Slurm -Shard 1/2", "ContradictingParameters")]
    [InlineData("-AsJobScript Slurm -KeepNetwork", "ContradictingParameters")]
    [InlineData("-ShardCount 3", "ContradictingParameters")]
    [InlineData("-AsJobScript Slurm -ResultPath \"a`nb.jsonl\"", "")]
    [InlineData("-AsJobScript Slurm -ResultPath \"a`e[2Jb.jsonl\"", "InvalidPath")]
    [InlineData("-AsJobScript Sun", "ParameterArgumentTransformationError")]
    public void What_no_script_can_have_is_rejected(string parameters, string id)
    {
        ScriptOutcome outcome = session.Run($"Invoke-SwishTraining -Dataset $data {Quick} {parameters}");
        if (id.Length == 0) outcome.RequireNoError();
        else Assert.StartsWith(id + ",", outcome.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Slurm")]
    [InlineData("Parallel")]
    public void The_shell_reads_the_script_and_PowerShell_the_task_in_it(string scheduler)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no bash.");
        string text = Script($"Invoke-SwishTraining -Dataset $data {Quick} -Activation ReLU, {{ $x * 2 }} -ResultPath "
            + $"\"it's `n a log; END_OF_TASK`nEND_OF_TASK`n.jsonl\" -AsJobScript {scheduler}");
        using Process bash = Process.Start(new ProcessStartInfo("bash", ["-n"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        bash.StandardInput.Write(text);
        bash.StandardInput.Close();
        Assert.Equal("", bash.StandardError.ReadToEnd());
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
        Assert.Contains("<<'END_OF_TASK_'\n", text, StringComparison.Ordinal);
        RequirePowerShell(Task(text, "END_OF_TASK_"));
    }

    [Fact]
    public void Kubernetes_reads_the_jobs_and_PowerShell_the_task_in_them()
    {
        string text = Script($"Invoke-SwishTraining -Dataset $data {Quick} -Activation ReLU, {{ $x * 2 }} -Repeat 4 "
            + "-AsJobScript Kubernetes -ShardCount 5");
        YamlStream yaml = [];
        yaml.Load(new StringReader(text));
        YamlNode[] documents = [.. yaml.Documents.Select(d => d.RootNode)];
        Assert.Equal(["ConfigMap", "Job", "Job"], documents.Select(d => $"{d["kind"]}"));
        string task = $"{documents[0]["data"]["sweep.ps1"]}";
        RequirePowerShell(task);
        Assert.Contains("-Shard \"$shard/5\"", task, StringComparison.Ordinal);
        Assert.Contains("$log = '/results/runs.jsonl'", task, StringComparison.Ordinal);
        Assert.Equal("5", $"{documents[1]["spec"]["completions"]}");
        Assert.Equal("Indexed", $"{documents[1]["spec"]["completionMode"]}");
        Assert.Equal("true", $"{documents[2]["spec"]["suspend"]}");
        YamlNode container = documents[2]["spec"]["template"]["spec"]["containers"][0];
        Assert.Equal("merge", $"{container["env"][0]["value"]}");
        Assert.Equal("/sweep/sweep.ps1", $"{((YamlSequenceNode)container["command"]).Children[^1]}");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void The_script_for_GNU_parallel_trains_and_merges_to_the_same_log_and_resumes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no bash.");
        string folder = Directory.CreateDirectory(session.NewFile("parallel it's")).FullName;
        string command = $"Invoke-SwishTraining -Dataset $data {Quick} -ThrottleLimit 1 -Repeat 2 "
            + "-Activation ReLU, { $x * [Math]::Tanh($x) }, 'Swish(beta=2)'";
        // The log of the whole sweep has a run already.
        string log = Path.Combine(folder, "runs.jsonl");
        session.Objects($"{command} -Seed 1 -Activation ReLU -ResultPath $args[0]".Replace("-Repeat 2 ", "",
            StringComparison.Ordinal).Replace("-Activation ReLU, { $x * [Math]::Tanh($x) }, 'Swish(beta=2)' ", "",
            StringComparison.Ordinal), log);
        string script = Path.Combine(folder, "sweep.sh");
        File.WriteAllText(script, (string)session.Objects(
            $"{command} -ResultPath $args[0] -AsJobScript Parallel -ShardCount 3", log).Single().BaseObject);

        Bash(folder, script, exitCode: 0);
        string[] whole = Keys(session.Objects(command));
        Assert.Equal(6, whole.Length);
        Assert.Equal(whole.Order(), Keys(session.Objects("Import-TrainingResult -LiteralPath $args[0]", log)).Order());
        Assert.Equal(whole, Keys(session.Objects($"{command} -ResultPath $args[0]", log)));
        string[] shards = Directory.GetFiles(folder, "runs.*-of-3.jsonl");
        Assert.Equal(3, shards.Length);
        byte[][] before = [.. shards.Append(log).Select(File.ReadAllBytes)];

        // Again: nothing is trained. A shard that was killed in the middle of a line trains what it lacks.
        Bash(folder, script, exitCode: 0);
        Assert.Equal(before, shards.Append(log).Select(File.ReadAllBytes));
        File.WriteAllBytes(shards[1], before[1][..^50]);
        File.Delete(log);
        Bash(folder, script, exitCode: 0);
        Assert.Equal(whole.Order(), Keys(session.Objects("Import-TrainingResult -LiteralPath $args[0]", log)).Order());
        Assert.Equal(before[1][(1 + Array.LastIndexOf(before[1], (byte)'\n', before[1].Length - 2))..^50],
            File.ReadAllBytes(shards[1] + ".torn"));
        Bash(folder, script, exitCode: 1, "4");
        Bash(folder, script, exitCode: 1, "x");
    }

    private static string[] Keys(IEnumerable<PSObject> results) =>
        [.. results.Select(r => $"{r.Properties["RunId"].Value} {r.Properties["WeightHash"].Value}")];

    private static string Task(string script, string delimiter) =>
        script.Split($"<<'{delimiter}'\n")[1].Split($"\n{delimiter}\n")[0];

    private static void RequirePowerShell(string task)
    {
        Parser.ParseInput(task, out _, out ParseError[] errors);
        Assert.Empty(errors.Select(e => e.Message));
    }

    private string Script(string command) => (string)session.Objects(command).Single().BaseObject;

    /// <summary>Compares the runs that a command trains with those that its script would.</summary>
    private void Check(string command)
    {
        string[] expected = Keys(session.Objects($"{command} -Dataset $data"));
        Assert.NotEmpty(expected);
        string task = Task(Script($"{command} -Dataset $data -AsJobScript Parallel"), "END_OF_TASK");
        string recipes = task[task.IndexOf("$recipe", StringComparison.Ordinal)..task.IndexOf("$log =", StringComparison.Ordinal)];
        Assert.Equal(expected, Keys(session.Objects($"{recipes}\nInvoke-SwishTraining @sweep")));
    }

    /// <summary>Compares like <see cref="Check"/>, with @script in place of the parameter for the script.</summary>
    private void Compare(string command)
    {
        string[] expected = Keys(session.Objects($"$script = @{{}}; {command}"));
        Assert.NotEmpty(expected);
        string task = Task(Script($"$script = @{{ AsJobScript = 'Parallel' }}; {command}"), "END_OF_TASK");
        string sweep = task[task.IndexOf("$recipe", StringComparison.Ordinal)..task.IndexOf("$log =", StringComparison.Ordinal)];
        Assert.Equal(expected, Keys(session.Objects($"& {{ {sweep}\nInvoke-SwishTraining @sweep }}")));
    }

    private static void Bash(string folder, string script, int exitCode, params string[] arguments)
    {
        string tools = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        WriteTool(Path.Combine(tools, "pwsh"), $"exec dotnet '{BuiltModule.PowerShell}' \"$@\"");
        if (!IsInstalled("parallel"))
        {
            // What GNU parallel does with these arguments, one task after the other.
            WriteTool(Path.Combine(tools, "parallel"), """
                while [[ $1 != bash ]]; do shift; done
                script=$2; while [[ $1 != ::: ]]; do shift; done; shift
                failed=0; for task; do bash "$script" "$task" || failed=$((failed + 1)); done; exit $failed
                """);
        }
        ProcessStartInfo info = new("bash", [script, .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        info.Environment["PATH"] = $"{tools}:{info.Environment["PATH"]}";
        info.Environment["PSModulePath"] = Path.GetDirectoryName(BuiltModule.Folder);
        info.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(info)!;
        PowerShellProcess ended = PowerShellProcess.End(process);
        Assert.True(exitCode == ended.ExitCode, $"{ended.ExitCode}: {string.Join('\n', ended.Output)}{ended.Error}");
    }

    private static bool IsInstalled(string tool) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static void WriteTool(string path, string text)
    {
        File.WriteAllText(path, $"#!/bin/bash\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
