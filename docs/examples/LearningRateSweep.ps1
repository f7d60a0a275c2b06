#Requires -Version 7.6
<#
.SYNOPSIS
Finds the best learning rate of each activation: is Swish's lower than ReLU's?

.DESCRIPTION
Trains networks of two hidden layers of 128 units with stochastic gradient descent, at five rates with six seeds each.
Takes a minute on two cores. Compare-Activation -AtBest chooses the rate of each activation on the validation set, and
compares the test accuracy at the chosen rates.

.EXAMPLE
docs/examples/LearningRateSweep.ps1 -Activation ReLU, Swish, ELU -LearningRate 0.05, 0.1, 0.2, 0.4
#>
[CmdletBinding()]
param(
    [string[]] $Activation = @('ReLU', 'Swish'),
    [double[]] $LearningRate = @(0.03, 0.1, 0.2, 0.4, 0.6),
    [int] $Epoch = 3,
    [int] $Repeat = 6,

    # The folder for the log and the plot.
    [string] $OutputPath = '.',

    # Replaces plots that exist.
    [switch] $Force
)

if (-not (Get-Module Swish)) { Import-Module Swish -ErrorAction Stop }

$sweep = @{
    Activation = $Activation
    LearningRate = $LearningRate
    Optimizer = 'SGD'
    Epoch = $Epoch
    Repeat = $Repeat
    ResultPath = "$OutputPath/learning-rate.jsonl"
    WarningAction = 'Ignore' # The rates are far above the default recipe's, which is for Adam.
}
$results = Invoke-SwishTraining @sweep
$results | Export-SwishPlot "$OutputPath/learning-rate.svg" -Y ValidationAccuracy -Force:$Force

# Each activation at the rate with the highest mean validation accuracy, with a warning if that rate is the smallest or
# the largest one.
$results | Compare-Activation -AtBest LearningRate
