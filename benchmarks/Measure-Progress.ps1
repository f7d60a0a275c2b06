<#
.SYNOPSIS
Measures the cost of progress bars.

.DESCRIPTION
Trains the same network alternately with and without progress bars, on one thread, and compares the processor time of
the whole process, including drawing the bars. That is the time lost by a sweep that uses all cores. Run it in a
terminal: if output is redirected, no bars are drawn and nothing is measured.

.PARAMETER Pair
The number of pairs of training runs.

.PARAMETER Step
The number of steps of each run. A run should take more than a second; otherwise the clock is too coarse.
#>
param([int] $Pair = 15, [int] $Step = 5000)

$ErrorActionPreference = 'Stop'
$dataset = Import-MnistDataset # imports the module, if it can be found by name

function Measure-Training([string] $Preference, [int] $Step) {
    $ProgressPreference = $Preference
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $before = $process.TotalProcessorTime
    $null = Invoke-SwishTraining -Dataset $dataset -Step $Step -EvaluateEvery 500 -Thread 1
    $process.Refresh()
    ($process.TotalProcessorTime - $before).TotalMilliseconds
}

$null = Measure-Training Continue $Step
$null = Measure-Training SilentlyContinue $Step
$with = [System.Collections.Generic.List[double]]::new()
$without = [System.Collections.Generic.List[double]]::new()
for ($i = 0; $i -lt $Pair; $i++) {
    # The second run of a pair may find the machine in another state, so the order alternates.
    foreach ($position in 0, 1) {
        if ($i % 2 -eq $position) { $with.Add((Measure-Training Continue $Step)) }
        else { $without.Add((Measure-Training SilentlyContinue $Step)) }
    }
}

$ratios = [double[]]@(for ($i = 0; $i -lt $Pair; $i++) { $with[$i] / $without[$i] })
[array]::Sort($ratios)
$with.Sort()
$without.Sort()
$middle = [Math]::Floor($Pair / 2)
'With bars {0:0} ms, without {1:0} ms (medians); {2:0} and {3:0} ms (minima of {4}).' -f @(
    $with[$middle], $without[$middle], $with[0], $without[0], $Pair)
'Ratio with/without, per pair: median {0:0.0000}, quartiles {1:0.0000} and {2:0.0000}.' -f @(
    $ratios[$middle], $ratios[[Math]::Floor($Pair / 4)], $ratios[[Math]::Floor(3 * $Pair / 4)])
