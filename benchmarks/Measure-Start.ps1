<#
.SYNOPSIS
Measures how long a new session takes until its first training step is done.

.DESCRIPTION
Starts new processes of the host that runs this script, alternating between two kinds. One runs a pipeline that only
prints the time; the other trains 784-500-10 for one step on the shipped data set. The second kind prints two times,
when the command began and when the result was available, which is after an evaluation on the 10,000 test images and
after hashing the data and the weights. A verbose message says how long after the beginning the step was done. The
difference between these times and that of the first kind is spent on importing the module, reading the data, and JIT
compilation.
Works in any PowerShell 7.6:

    dotnet run -c Release --project src/Swish.Shell -- -File benchmarks/Measure-Start.ps1

.PARAMETER Repeat
The number of processes of each kind.
#>
param([int] $Repeat = 9)

$ErrorActionPreference = 'Stop'
$null = Get-SwishRecipe Default # imports the module, if it can be found by name
$module = (Get-Module Swish).Path -replace 'Swish\.Module\.dll$', 'Swish.psd1'
$executable = [Environment]::ProcessPath
# Under 'dotnet' the first argument is the assembly of PowerShell.
$isTool = [System.IO.Path]::GetFileNameWithoutExtension($executable) -eq 'dotnet'
[string[]] $start = if ($isTool) { [Environment]::GetCommandLineArgs()[0] }
$start += '-NoProfile'
$now = "[DateTime]::UtcNow.ToString('O')"
$step = '$lines = Invoke-SwishTraining -HiddenLayer 500 -BatchSize 100 -ValidationCount 0 -Step 1 -Verbose 4>&1'
$quiet = "`$ProgressPreference = 'SilentlyContinue'"
$training = "Import-Module '$module'; $quiet; $now; $step; $now; [string] `$lines[-1]"

# Returns the times that a process prints, in milliseconds since its start.
function Measure-Process([string] $Command) {
    $begin = [DateTime]::UtcNow
    $text = [string] (& $executable @start -Command $Command)
    if ($LASTEXITCODE) { throw "The process ended with exit code $LASTEXITCODE." }
    $times = foreach ($match in [regex]::Matches($text, '\d{4}-\d\d-\d\dT[\d:.]+Z')) {
        $time = [DateTime]::Parse($match.Value, [cultureinfo]::InvariantCulture, 'RoundtripKind')
        ($time - $begin).TotalMilliseconds
    }
    # With a training: when the result was there, and when the first step was done.
    if ($text -match 'first step was done after ([\d.]+) s') { $times[1], ($times[0] + 1000 * [double] $Matches[1]) }
    else { $times }
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
'Minima: {0:0} ms, {1:0} and {2:0} ms more.' -f $empty[0], ($first[0] - $empty[0]), ($result[0] - $empty[0])
