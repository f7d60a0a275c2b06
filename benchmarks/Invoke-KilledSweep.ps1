<#
.SYNOPSIS
Kills a sweep repeatedly, and compares its result log with that of an undisturbed sweep.

.DESCRIPTION
Runs a sweep without disturbance and keeps its log. Then runs the same sweep into another log, kills its process
(SIGKILL) at a random moment, starts it again, and so on; the last process runs to the end. Both logs must contain the
same runs with bit-identical results, each run once, and no damaged line. Works in any PowerShell 7.6:

    dotnet run -c Release --project src/Swish.Shell -- -File benchmarks/Invoke-KilledSweep.ps1

.PARAMETER Kills
The number of kills.

.PARAMETER Repeat
The number of seeds for each of the two activations: 30 makes 60 runs.

.PARAMETER Step
The number of steps of a run.

.PARAMETER Seed
The seed for the random moments.
#>
param([int] $Kills = 20, [int] $Repeat = 30, [int] $Step = 300, [int] $Seed = 1)

$ErrorActionPreference = 'Stop'
$null = Get-SwishRecipe Default # imports the module, if it can be found by name
$module = (Get-Module Swish).ModuleBase
$folder = [System.IO.Directory]::CreateTempSubdirectory('swish-').FullName
$sweep = "-Activation ReLU, Swish -Repeat $Repeat -Step $Step -ValidationCount 1000"

function Invoke-Sweep([string] $Log) {
    $info = [System.Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath)
    # If the host is dotnet, the first argument is the assembly of PowerShell.
    if ([System.IO.Path]::GetFileNameWithoutExtension($info.FileName) -eq 'dotnet') {
        $info.ArgumentList.Add([Environment]::GetCommandLineArgs()[0])
    }
    $info.ArgumentList.Add('-Command')
    $info.ArgumentList.Add(@"
Import-Module '$module'
`$ProgressPreference = 'SilentlyContinue'
`$null = Invoke-SwishTraining $sweep -ResultPath '$Log'
"@)
    [System.Diagnostics.Process]::Start($info)
}

function Get-Run([string] $Log) {
    $runs = @{}
    foreach ($result in Import-TrainingResult $Log) {
        $curve = foreach ($point in $result | Get-TrainingHistory) {
            "$($point.Step) $($point.TrainLoss) $($point.ValidationLoss) $($point.ValidationAccuracy)"
        }
        $runs[$result.RunId] = @(
            $result.Activation, $result.Seed, $result.Status, $result.TestAccuracy, $result.TestLoss
            $result.TrainLoss, $result.WeightHash, ($curve -join ';')
        ) -join ';'
    }
    $runs
}

$clock = [System.Diagnostics.Stopwatch]::StartNew()
$undisturbed = Invoke-Sweep "$folder/undisturbed.jsonl"
while (-not $undisturbed.WaitForExit(20) -and -not [System.IO.File]::Exists("$folder/undisturbed.jsonl")) { }
$start = $clock.Elapsed.TotalSeconds
$undisturbed.WaitForExit()
$duration = $clock.Elapsed.TotalSeconds - $start

$random = [System.Random]::new($Seed)
$log = "$folder/killed.jsonl"
$before = 0
$whileRunning = 0
foreach ($i in 1..$Kills) {
    $process = Invoke-Sweep $log
    # Some kills come during start-up, before a run begins; the range is long enough to spread the kills over the
    # whole sweep.
    $seconds = 0.5 * $start + $random.NextDouble() * (0.5 * $start + 2 * $duration / $Kills)
    $null = $process.WaitForExit([int](1000 * $seconds))
    if (-not $process.HasExited) { $whileRunning++ }
    $process.Kill($true)
    $process.WaitForExit()
    $lines = if ([System.IO.File]::Exists($log)) { [System.IO.File]::ReadAllLines($log).Count } else { 0 }
    "Kill ${i}: $lines lines in the log"
    if ($lines -lt $before - 1) { throw "Kill $i lost runs: $before lines before, $lines after." }
    $before = $lines
}
$last = Invoke-Sweep $log
$last.WaitForExit()

$expected = Get-Run "$folder/undisturbed.jsonl"
$actual = Get-Run $log
$lost = @($expected.Keys.Where({ -not $actual.ContainsKey($_) })).Count
$different = @($expected.Keys.Where({ $actual.ContainsKey($_) -and $actual[$_] -ne $expected[$_] })).Count
$twice = [System.IO.File]::ReadAllLines($log).Count - 1 - $actual.Count
[System.IO.Directory]::Delete($folder, $true)
"$($expected.Count) runs, $Kills kills ($whileRunning while a sweep was running): " +
"$lost lost, $different different, $twice duplicated, 0 damaged lines."
$all = $expected.Count -eq 2 * $Repeat -and $actual.Count -eq $expected.Count
if (-not $all -or $lost -or $different -or $twice) { exit 1 }
