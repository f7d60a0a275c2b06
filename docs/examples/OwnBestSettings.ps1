#Requires -Version 7.6
<#
.SYNOPSIS
Compares activations at their own best learning rates, and reports on it.

.DESCRIPTION
Tunes the learning rate of each activation under equal budgets, by successive halving on the validation set, and trains
each with its best rate and ten seeds. Writes the tuning curves as a plot and everything else as a report. Takes a
minute on two cores.

.EXAMPLE
docs/examples/OwnBestSettings.ps1 -Activation ReLU, Swish, GELU -Optimizer SGD -LearningRateRange 0.01, 3
#>
[CmdletBinding()]
param(
    [string[]] $Activation = @('ReLU', 'Swish'),
    [string] $Optimizer = 'Adam',

    # The smallest and the largest learning rate to try.
    [double[]] $LearningRateRange = @(0.0001, 0.1),

    # The number of rates to try for each activation.
    [int] $Count = 18,
    [int] $Epoch = 3,
    [int] $Repeat = 10,

    # The folder for the logs, the plot and the report.
    [string] $OutputPath = '.',

    # Replaces a plot and a report that exist.
    [switch] $Force
)

if (-not (Get-Module Swish)) { Import-Module Swish -ErrorAction Stop }

$tuned = @{
    Activation = $Activation
    Optimizer = $Optimizer
    LearningRateRange = $LearningRateRange
    Count = $Count
    Epoch = $Epoch
    Repeat = $Repeat
    ResultPath = "$OutputPath/tuned.jsonl"
    TuningVariable = 'tuning'
}
$results = Optimize-SwishTraining @tuned
$tuning | Export-SwishPlot "$OutputPath/tuning.svg" -Force:$Force

# The rates differ between the activations on purpose, which -AtBest says.
$rows = $results | Compare-Activation -AtBest LearningRate
@($results) + $rows | Export-SwishReport "$OutputPath/tuned.html" -Force:$Force
$rows
