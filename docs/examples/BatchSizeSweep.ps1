#Requires -Version 7.6
<#
.SYNOPSIS
Plots test accuracy against batch size, at a fixed learning rate and at one that grows with the batch size.

.DESCRIPTION
Trains networks of three hidden layers of 128 units with batch sizes of 32 to 2048, ten seeds each, because four tests
need at least eight. Takes about four minutes on two cores. A larger batch means fewer steps per epoch, so at the same
learning rate the network has learned less when training ends. In the second sweep the rate grows with the square root
of the batch size, which separates that effect from the effect of the batch size itself.

.EXAMPLE
docs/examples/BatchSizeSweep.ps1 -Activation ReLU, Swish, GELU -Repeat 20
#>
[CmdletBinding()]
param(
    [string[]] $Activation = @('ReLU', 'Swish'),
    [int[]] $BatchSize = @(32, 128, 512, 2048),
    [double] $LearningRate = 0.02,
    [int] $Epoch = 3,
    [int] $Repeat = 10,

    # The folder for the log and the plots.
    [string] $OutputPath = '.',

    # Replaces plots that exist.
    [switch] $Force
)

if (-not (Get-Module Swish)) { Import-Module Swish -ErrorAction Stop }

$common = @{
    Activation = $Activation
    Depth = 3
    Width = 128
    Optimizer = 'Momentum'
    Epoch = $Epoch
    Repeat = $Repeat
    ResultPath = "$OutputPath/batch-size.jsonl"
}
$fixed = Invoke-SwishTraining @common -BatchSize $BatchSize -LearningRate $LearningRate
$fixed | Export-SwishPlot "$OutputPath/batch-size-fixed.svg" -Title 'One learning rate' -Force:$Force

# The given rate is for the smallest batch. Others may exceed 100 times the default rate, which is intended here.
$smallest = ($BatchSize | Measure-Object -Minimum).Minimum
$scaled = foreach ($size in $BatchSize) {
    $rate = $LearningRate * [Math]::Sqrt($size / $smallest)
    Invoke-SwishTraining @common -BatchSize $size -LearningRate $rate -WarningAction Ignore
}
$scaled |
    Export-SwishPlot "$OutputPath/batch-size-scaled.svg" -X BatchSize -Title 'A rate that grows with the batch' `
        -Force:$Force

Write-Information 'One learning rate:' -InformationAction Continue
$fixed | Compare-Activation
Write-Information 'A rate that grows with the batch:' -InformationAction Continue
$scaled | Compare-Activation -GroupBy BatchSize
