<#
.SYNOPSIS
Trains ten thousand networks and imports the module a thousand times in one session, and checks that nothing
accumulates.

.DESCRIPTION
After each tenth, it collects garbage and records the managed heap, the resident memory, the open handles and the
threads of this process. The smallest value of the last three tenths may not be more than a twentieth above the
largest of
the first three (handles and threads: four above it). Works in any PowerShell 7.6:

    dotnet run -c Release --project src/Swish.Shell -- -File tests/endurance/Test-Endurance.ps1

.PARAMETER Runs
The number of networks.

.PARAMETER Imports
The number of imports and removals.

.PARAMETER OutputPath
The file for the table.
#>
[CmdletBinding()]
param(
    [int] $Runs = 10000,
    [int] $Imports = 1000,
    [string] $OutputPath = "$PSScriptRoot/../../artifacts/endurance.csv"
)

$ErrorActionPreference = 'Stop'
$null = Get-SwishRecipe Default # imports the module, if it can be found by name
$module = "$((Get-Module Swish).ModuleBase)/Swish.psd1"
$data = Import-MnistDataset
$folder = [System.IO.Directory]::CreateTempSubdirectory('swish-endurance-').FullName
$sweep = @{
    Dataset = $data; Activation = 'ReLU', 'Swish', { $x * [Math]::Tanh($x) }, 'PReLU'; HiddenLayer = 4
    BatchSize = 10; Step = 2; ValidationCount = 50; Verbose = $false
}

function Measure-Process([string] $Phase, [int] $Count) {
    foreach ($i in 1..3) { [GC]::Collect(); [GC]::WaitForPendingFinalizers() }
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    [pscustomobject] @{
        Phase = $Phase
        Count = $Count
        HeapMiB = [Math]::Round([GC]::GetTotalMemory($true) / 1MB, 2)
        ResidentMiB = [Math]::Round($process.WorkingSet64 / 1MB, 1)
        Handles = [System.IO.Directory]::Exists('/proc/self/fd') ?
            [System.IO.Directory]::GetFileSystemEntries("/proc/$PID/fd").Count : $process.HandleCount
        Threads = $process.Threads.Count
    }
    $process.Dispose()
}

# Each row is written at once, so that an interrupted run loses none.
function Add-Row([string] $Phase, [int] $Count) {
    $row = Measure-Process $Phase $Count
    $rows.Add($row)
    $row | Export-Csv $OutputPath -Append
    Write-Verbose "$row"
}

$null = New-Item -ItemType Directory `
    -Force ([System.IO.Path]::GetDirectoryName([System.IO.Path]::GetFullPath($OutputPath)))
[System.IO.File]::Delete($OutputPath)
$rows = [System.Collections.Generic.List[object]]::new()
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$seed = 0
foreach ($tenth in 1..10) {
    for ($done = 0; $done -lt $Runs / 10; $done += 100) {
        $log = "$folder/runs.jsonl"
        [System.IO.File]::Delete($log)
        $results = Invoke-SwishTraining @sweep -Seed (($seed + 1)..($seed + 25)) -ResultPath $log
        $seed += 25
        if (@($results).Count -ne 100 -or @(Import-TrainingResult $log).Count -ne 100) { throw 'Results are missing.' }
    }
    Add-Row Runs ($tenth * $Runs / 10)
}
Remove-Variable results
foreach ($tenth in 1..10) {
    for ($done = 0; $done -lt $Imports / 10; $done++) {
        Remove-Module Swish -Verbose:$false
        Import-Module $module -Verbose:$false
        $null = Get-Activation Swish
    }
    Add-Row Imports ($tenth * $Imports / 10)
}
[System.IO.Directory]::Delete($folder, $true)
$rows | Format-Table | Out-String -Width 100

$grown = foreach ($phase in $rows | Group-Object Phase) {
    foreach ($column in 'HeapMiB', 'ResidentMiB', 'Handles', 'Threads') {
        $from = ($phase.Group[0..2].$column | Measure-Object -Maximum).Maximum
        $to = ($phase.Group[-3..-1].$column | Measure-Object -Minimum).Minimum
        $allowed = $column -in 'Handles', 'Threads' ? 4 : 0.05 * $from
        if ($to - $from -gt $allowed) { "$($phase.Name): $column grew from $from to $to" }
    }
}
$seconds = [int] $clock.Elapsed.TotalSeconds
"$Runs runs and $Imports imports in $seconds s: $($grown ? $grown -join '; ' : 'nothing grew')."
exit [int] [bool] $grown
