using System.Globalization;
using Swish.Recipes;

namespace Swish.Module.JobScripts;

/// <summary>
/// Writes a sweep as a script for a scheduler. Each task trains one shard into a log of its own, and resumes it when it
/// is started again; a last task, with the number 0, merges the logs. The number of shards is fixed in the script:
/// schedulers report the number of tasks that were submitted together, which is 1 if a single task is repeated.
/// </summary>
internal sealed record JobScript
{
    /// <summary>Gets the recipes of the sweep, in order.</summary>
    public required IReadOnlyList<RecipeGrid> Recipes { get; init; }

    /// <summary>Gets the expression of the data set; null for the included MNIST.</summary>
    public string? Dataset { get; init; }

    /// <summary>Gets the fingerprint that the data set must have; null if a folder is read by the tasks.</summary>
    public string? DatasetFingerprint { get; init; }

    /// <summary>Gets the expression of the network that the runs start with; null for none.</summary>
    public string? InitialNetwork { get; init; }

    /// <summary>Gets the fingerprint that the initial network must have.</summary>
    public string? InitialFingerprint { get; init; }

    /// <summary>Gets the full path of the log of the whole sweep.</summary>
    public required string LogPath { get; init; }

    /// <summary>Gets the folder that relative paths start from.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the number of shards.</summary>
    public required int Shards { get; init; }

    /// <summary>Gets the number of concurrent runs of a task; null for as many as there are processors.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>Gets other parameters of Invoke-SwishTraining, as names and expressions.</summary>
    public IReadOnlyList<(string Name, string Expression)> Parameters { get; init; } = [];

    /// <summary>Writes the script.</summary>
    /// <param name="scheduler">The program that runs the tasks.</param>
    /// <returns>The text, with line feeds.</returns>
    /// <exception cref="SwishException">A path or a name has a control character (InvalidPath).</exception>
    public string Write(JobScheduler scheduler)
    {
        string text = scheduler switch
        {
            JobScheduler.Slurm => WriteSlurm(),
            JobScheduler.Kubernetes => WriteKubernetes(),
            _ => WriteParallel(),
        };
        return PrintableText.Escape(text) == text && !text.Contains('\t', StringComparison.Ordinal)
            ? text
            : throw new SwishException("InvalidPath", ErrorKind.InvalidArgument,
                "A script for a scheduler cannot have control characters in paths and names; rename what has them.",
                LogPath);
    }

    private string WriteSlurm()
    {
        string task = WriteTask("[int] $env:SLURM_ARRAY_TASK_ID", inFolder: true);
        string end = Delimiter(task);
        return Text($$"""
            #!/bin/bash
            # A sweep in {{Shards}} tasks. Submit it, and the task that merges the logs, with
            #     bash SCRIPT
            # A task that failed trains what its log lacks when it is submitted again, here the third one:
            #     sbatch --array=3 SCRIPT
            #SBATCH --job-name=swish
            #SBATCH --array=1-{{Shards}}
            #SBATCH --cpus-per-task={{ThrottleLimit ?? 4}}
            #SBATCH --requeue
            #SBATCH --open-mode=append
            #SBATCH --output=swish-%A-%a.out
            set -euo pipefail
            if [[ -z ${SLURM_ARRAY_TASK_ID-} ]]; then
                tasks=$(sbatch --parsable "$0")
                echo "Tasks 1 to {{Shards}}: job ${tasks%%;*}"
                merge=$(sbatch --parsable --array=0 --dependency="afterok:${tasks%%;*}" --kill-on-invalid-dep=yes "$0")
                echo "Merging the logs: job ${merge%%;*}"
                exit
            fi
            {{Run}} <<'{{end}}'
            {{task}}
            {{end}}

            """);
    }

    private string WriteParallel()
    {
        string task = WriteTask("[int] $env:SWISH_SHARD", inFolder: true);
        string end = Delimiter(task);
        return Text($$"""
            #!/bin/bash
            # A sweep in {{Shards}} tasks with GNU parallel. Start it, and start it again after a failure, with
            #     bash SCRIPT
            # The task of a single shard, here the third one, and the one that merges the logs:
            #     bash SCRIPT 3
            #     bash SCRIPT 0
            # HOSTS=host1,host2 distributes the tasks over SSH; the hosts share this folder. JOBS is the number of
            # tasks at once on a host; a task uses all of its processors.
            set -euo pipefail
            if [[ $# -eq 0 ]]; then
                script=$(realpath "$0")
                parallel --will-cite --quote --jobs "${JOBS:-1}" ${HOSTS:+--sshlogin "$HOSTS"} ${PWSH:+--env PWSH} \
                    --workdir "$PWD" bash "$script" {} ::: {1..{{Shards}}}
                exec bash "$script" 0
            fi
            export SWISH_SHARD=$1
            {{Run}} <<'{{end}}'
            {{task}}
            {{end}}

            """);
    }

    private string WriteKubernetes()
    {
        string task = WriteTask(
            "$env:SWISH_SHARD -eq 'merge' ? 0 : 1 + [int] $env:JOB_COMPLETION_INDEX", inFolder: false);
        string indented = "    " + task.Replace("\n", "\n    ", StringComparison.Ordinal);
        return Text($$$"""
            # A sweep in {{{Shards}}} tasks, as an indexed job. 'swish' is an image with PowerShell, the module and the data,
            # and the claim 'results' is a volume for the logs. Apply it, and start merging when the tasks are done:
            #     kubectl apply -f FILE
            #     kubectl wait --for=condition=complete --timeout=-1s job/swish-sweep
            #     kubectl patch job swish-merge --patch '{"spec":{"suspend":false}}'
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: swish-sweep
            data:
              sweep.ps1: |
            {{{indented}}}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: swish-sweep
            spec:
              completions: {{{Shards}}}
              parallelism: {{{Shards}}}
              completionMode: Indexed
              backoffLimitPerIndex: 5
            {{{Pod("")}}}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: swish-merge
            spec:
              suspend: true
            {{{Pod("merge")}}}

            """);
    }

    private static string Pod(string shard) => $$"""
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: sweep
                  image: swish
                  workingDir: /results
                  command: [pwsh, -NoProfile, -NonInteractive, -File, /sweep/sweep.ps1]
                  env:
                    - { name: SWISH_SHARD, value: "{{shard}}" }
                  volumeMounts:
                    - { name: results, mountPath: /results }
                    - { name: sweep, mountPath: /sweep }
              volumes:
                - name: results
                  persistentVolumeClaim: { claimName: results }
                - name: sweep
                  configMap: { name: swish-sweep }
        """;

    // PowerShell reads the script from standard input: an argument of a process cannot be longer than 128 KiB.
    private const string Run = "exec \"${PWSH:-pwsh}\" -NoProfile -NonInteractive -Command \\\n"
        + "    '& ([scriptblock]::Create([IO.StreamReader]::new([Console]::OpenStandardInput()).ReadToEnd()))'";

    /// <summary>Writes the script of a task in PowerShell.</summary>
    private string WriteTask(string shard, bool inFolder)
    {
        string name = Path.GetFileNameWithoutExtension(LogPath), extension = Path.GetExtension(LogPath);
        string folder = inFolder ? Path.GetDirectoryName(LogPath) ?? "" : "/results";
        List<string> lines = ["Import-Module Swish -ErrorAction Stop"];
        if (inFolder) lines.Add($"Set-Location -LiteralPath {PowerShellLiteral.Quote(Folder)} -ErrorAction Stop");
        for (int i = 0; i < Recipes.Count; i++) lines.AddRange(RecipeText.Write(Recipes[i], Variable(i)));
        if (Dataset is not null) lines.Add($"$data = {Dataset}");
        if (DatasetFingerprint is not null)
            lines.Add($"if ($data.Fingerprint -ne '{DatasetFingerprint}') "
                + "{ throw 'The data set is not the one that this script was written for.' }");
        if (InitialNetwork is not null)
        {
            lines.Add($"$network = {InitialNetwork}");
            lines.Add($"if ($network.Fingerprint -ne '{InitialFingerprint}') "
                + "{ throw 'The initial network is not the one that this script was written for.' }");
        }
        lines.Add("$sweep = @{");
        lines.Add($"    Recipe = {string.Join(", ", Recipes.Select((_, i) => "$" + Variable(i)))}");
        if (Dataset is not null) lines.Add("    Dataset = $data");
        if (InitialNetwork is not null) lines.Add("    InitialNetwork = $network");
        if (ThrottleLimit is int limit) lines.Add(Text($"    ThrottleLimit = {limit}"));
        foreach ((string parameter, string expression) in Parameters) lines.Add($"    {parameter} = {expression}");
        lines.AddRange(
        [
            "}",
            $"$log = {PowerShellLiteral.Quote(Path.Combine(folder, name + extension))}",
            Text($"$logs = 1..{Shards} | ForEach-Object {{ ")
                + $"{PowerShellLiteral.Quote(Path.Combine(folder, name) + ".")} + $_ + "
                + Text($"{PowerShellLiteral.Quote(Text($"-of-{Shards}{extension}"))} }}"),
            $"$shard = {shard}",
            Text($"if ($shard -isnot [int] -or $shard -lt 0 -or $shard -gt {Shards}) ")
                + Text($"{{ throw 'The number of a task is 1 to {Shards}, or 0 to merge the logs.' }}"),
            "if ($shard -eq 0) {",
            "    $null = Import-TrainingResult -LiteralPath $logs -Destination $log -ErrorAction Stop",
            "    Invoke-SwishTraining @sweep -ResultPath $log -ErrorVariable failed",
            "} else {",
            "    $own = @($logs)[$shard - 1]",
            "    # What the log of the whole sweep has is not trained again.",
            "    if ((Test-Path -LiteralPath $log) -and -not (Test-Path -LiteralPath $own)) {",
            "        $null = Import-TrainingResult -LiteralPath $log -Destination $own",
            "    }",
            Text($"    $null = Invoke-SwishTraining @sweep -Shard \"$shard/{Shards}\" -ResultPath $own ")
                + "-ErrorVariable failed",
            "}",
            "exit [int] ($failed.Count -gt 0)",
        ]);
        return string.Join('\n', lines);
    }

    private string Variable(int index) => Recipes.Count == 1 ? "recipe" : Text($"recipe{index + 1}");

    private static string Delimiter(string text)
    {
        string delimiter = "END_OF_TASK";
        while (text.Split('\n').Contains(delimiter)) delimiter += "_";
        return delimiter;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
