#Requires -Version 7.6
<#
.SYNOPSIS
Test accuracy against batch size, at one learning rate and at one that grows with the batch.

.DESCRIPTION
Three hidden layers of 128, batches of 32 to 2048, ten seeds each: four tests need eight at least. About four minutes
on two cores. A larger batch takes fewer steps an epoch; with the same rate it has learned less when it ends. In the
second sweep the rate grows with the root of the batch, which separates that effect from the batch's own.

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

    # A folder for the log and the pictures.
    [string] $OutputPath = '.'
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
$fixed | Export-SwishPlot "$OutputPath/batch-size-fixed.svg" -Title 'One learning rate' -Force

# The rate given is that of the smallest batch. It may come to 100 times the default recipe's, which is intended here.
$smallest = ($BatchSize | Measure-Object -Minimum).Minimum
$scaled = foreach ($size in $BatchSize) {
    $rate = $LearningRate * [Math]::Sqrt($size / $smallest)
    Invoke-SwishTraining @common -BatchSize $size -LearningRate $rate -WarningAction Ignore
}
$scaled |
    Export-SwishPlot "$OutputPath/batch-size-scaled.svg" -X BatchSize -Title 'A rate that grows with the batch' -Force

$fixed | Compare-Activation
$scaled | Compare-Activation -GroupBy BatchSize
