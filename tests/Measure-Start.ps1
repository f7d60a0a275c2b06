<#
.SYNOPSIS
Measures how long a new session takes to its first training.

.DESCRIPTION
Starts the host that runs this script anew by turns: with an empty pipeline, and with a training of one step of
784-500-10 on the shipped data set, which ends with an evaluation on the 10,000 test images. What the second takes
longer is the import of the module, the reading of the data, and the compilation of all that the step and the
evaluation call.
Runs in PowerShell and in Swish.Shell:

    dotnet run -c Release --project src/Swish.Shell -- -File tests/Measure-Start.ps1

.PARAMETER Repeat
How many processes of each kind.
#>
param([int] $Repeat = 9)

$ErrorActionPreference = 'Stop'
$null = Get-SwishRecipe Default # imports the module where it is found by name
$module = (Get-Module Swish).Path -replace 'Swish\.Module\.dll$', 'Swish.psd1'
$executable = [Environment]::ProcessPath
# dotnet runs the shell, whose file is its first argument; it has no profiles.
$isShell = [System.IO.Path]::GetFileNameWithoutExtension($executable) -eq 'dotnet'
[string[]] $start = if ($isShell) { [Environment]::GetCommandLineArgs()[0] } else { '-NoProfile' }
$step = '$null = Invoke-SwishTraining -HiddenLayer 500 -BatchSize 100 -ValidationCount 0 -Step 1'
$training = "Import-Module '$module'; `$ProgressPreference = 'SilentlyContinue'; $step"

function Measure-Process([string] $Command) {
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $null = & $executable @start -Command $Command
    if ($LASTEXITCODE) { throw "The process ended with exit code $LASTEXITCODE." }
    $clock.Elapsed.TotalMilliseconds
}

$empty = [System.Collections.Generic.List[double]]::new()
$trained = [System.Collections.Generic.List[double]]::new()
for ($i = 0; $i -lt $Repeat; $i++) {
    $empty.Add((Measure-Process '$null'))
    $trained.Add((Measure-Process $training))
}
$empty.Sort()
$trained.Sort()
$middle = [Math]::Floor($Repeat / 2)
'Empty pipeline {0:0} ms, a step and an evaluation {1:0} ms, {2:0} ms more (medians of {3}).' -f @(
    $empty[$middle], $trained[$middle], ($trained[$middle] - $empty[$middle]), $Repeat)
'At best {0:0}, {1:0} and {2:0} ms more.' -f $empty[0], $trained[0], ($trained[0] - $empty[0])
