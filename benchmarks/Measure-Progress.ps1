<#
.SYNOPSIS
Measures what progress bars cost.

.DESCRIPTION
Trains the same network by turns with progress bars and without, on one thread, and compares the processor time of the
whole process, the drawing of the bars included: that is what a sweep that fills all cores loses. Run it in a terminal;
where output is redirected, nothing is drawn and nothing is measured.

.PARAMETER Pair
How many pairs of trainings.

.PARAMETER Step
Steps of each training; more than a second's worth, or the clock is too coarse.
#>
param([int] $Pair = 15, [int] $Step = 5000)

$ErrorActionPreference = 'Stop'
$dataset = Import-MnistDataset # imports the module where it is found by name

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
    # whichever comes second may find the machine in another state: they take turns at that too
    foreach ($turn in 0, 1) {
        if ($i % 2 -eq $turn) { $with.Add((Measure-Training Continue $Step)) }
        else { $without.Add((Measure-Training SilentlyContinue $Step)) }
    }
}

$ratios = [double[]]@(for ($i = 0; $i -lt $Pair; $i++) { $with[$i] / $without[$i] })
[array]::Sort($ratios)
$with.Sort()
$without.Sort()
$middle = [Math]::Floor($Pair / 2)
'With bars {0:0} ms, without {1:0} ms (medians); {2:0} and {3:0} ms (least of {4}).' -f @(
    $with[$middle], $without[$middle], $with[0], $without[0], $Pair)
'With over without, pair by pair: median {0:0.0000}, quartiles {1:0.0000} and {2:0.0000}.' -f @(
    $ratios[$middle], $ratios[[Math]::Floor($Pair / 4)], $ratios[[Math]::Floor(3 * $Pair / 4)])
