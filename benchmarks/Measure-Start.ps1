<#
.SYNOPSIS
Measures how long a new session takes to its first step of training.

.DESCRIPTION
Starts the host that runs this script anew by turns: with a pipeline that does nothing but tell the time, and with a
training of one step of 784-500-10 on the shipped data set. Of the second it takes two times: when the step was done, by
the verbose message that says so, and when the result was there, which comes after an evaluation on the 10,000 test
images and the hashes of the data and of the weights. What these are later than the first pipeline's time is the import
of the module, the reading of the data, and the compilation of all that is called.
Runs in PowerShell and in Swish.Shell:

    dotnet run -c Release --project src/Swish.Shell -- -File benchmarks/Measure-Start.ps1

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
$now = "[DateTime]::UtcNow.ToString('O')"
$step = '$lines = Invoke-SwishTraining -HiddenLayer 500 -BatchSize 100 -ValidationCount 0 -Step 1 -Verbose 4>&1'
$training = "Import-Module '$module'; `$ProgressPreference = 'SilentlyContinue'; $step; $now; [string] `$lines[-1]"

# The times that a process writes, in milliseconds from its start on.
function Measure-Process([string] $Command) {
    $begin = [DateTime]::UtcNow
    $text = [string] (& $executable @start -Command $Command)
    if ($LASTEXITCODE) { throw "The process ended with exit code $LASTEXITCODE." }
    foreach ($match in [regex]::Matches($text, '\d{4}-\d\d-\d\dT[\d:.]+Z')) {
        $time = [DateTime]::Parse($match.Value, [cultureinfo]::InvariantCulture, 'RoundtripKind')
        ($time - $begin).TotalMilliseconds
    }
}

$empty = [System.Collections.Generic.List[double]]::new()
$result = [System.Collections.Generic.List[double]]::new()
$first = [System.Collections.Generic.List[double]]::new()
for ($i = 0; $i -lt $Repeat; $i++) {
    $empty.Add((Measure-Process $now))
    $times = Measure-Process $training
    $result.Add($times[0])
    $first.Add($times[1])
}
$empty.Sort()
$result.Sort()
$first.Sort()
$middle = [Math]::Floor($Repeat / 2)
'Empty pipeline {0:0} ms, first step {1:0} ms more, result {2:0} ms more (medians of {3}).' -f @(
    $empty[$middle], ($first[$middle] - $empty[$middle]), ($result[$middle] - $empty[$middle]), $Repeat)
'At best {0:0}, {1:0} and {2:0} ms more.' -f $empty[0], ($first[0] - $empty[0]), ($result[0] - $empty[0])
