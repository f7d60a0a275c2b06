#Requires -Version 7.6
<#
.SYNOPSIS
Finds the best learning rate of each activation: is Swish's lower than ReLU's?

.DESCRIPTION
Trains networks of two hidden layers of 128 units with stochastic gradient descent, at five rates with six seeds each.
Takes a minute on two cores. The rates are chosen on the validation set; the test accuracy is reported only for the
chosen rate. Compare-Activation compares the activations at these rates, with -AllowDifference LearningRate.

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

$edges = $LearningRate | Measure-Object -Minimum -Maximum
$atBest = [System.Collections.Generic.List[object]]::new()
foreach ($group in $results | Group-Object Activation) {
    $best = $group.Group | Group-Object LearningRate |
        Sort-Object { ($_.Group | Measure-Object ValidationAccuracy -Average).Average } | Select-Object -Last 1
    $chosen = $best.Group[0].LearningRate
    $atBest.AddRange([object[]] $best.Group)
    if ($chosen -in $edges.Minimum, $edges.Maximum) {
        Write-Warning "$($group.Name) is best at $chosen, the edge of the rates tried. A rate beyond it may be better."
    }
    [pscustomobject]@{
        Activation = $group.Name
        BestLearningRate = $chosen
        ValidationAccuracy = '{0:0.0000}' -f ($best.Group | Measure-Object ValidationAccuracy -Average).Average
        TestAccuracy = '{0:0.0000}' -f ($best.Group | Measure-Object TestAccuracy -Average).Average
    }
}

# Each activation at the rate that is best for it.
$atBest | Compare-Activation -AllowDifference LearningRate
