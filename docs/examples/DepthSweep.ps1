#Requires -Version 7.6
<#
.SYNOPSIS
Plots test accuracy against depth, for ReLU and Swish.

.DESCRIPTION
Trains plain networks of 2 to 20 hidden layers with batch normalization, ten seeds each, because five tests need at
least eight. Takes two minutes on two cores. The log is kept: when you run the script again, even with other depths or
more seeds, it trains only what is missing.

.EXAMPLE
docs/examples/DepthSweep.ps1 -Depth 10, 20, 30, 40, 50 -Repeat 20
#>
[CmdletBinding()]
param(
    [string[]] $Activation = @('ReLU', 'Swish'),
    [int[]] $Depth = @(2, 5, 10, 15, 20),
    [int] $Width = 64,
    [int] $Epoch = 2,
    [int] $Repeat = 10,

    # The folder for the log and the plot.
    [string] $OutputPath = '.',

    # Replaces plots that exist.
    [switch] $Force
)

if (-not (Get-Module Swish)) { Import-Module Swish -ErrorAction Stop }

$sweep = @{
    Activation = $Activation
    Depth = $Depth
    Width = $Width
    BatchNorm = 'All'
    Schedule = 'Cosine'
    Epoch = $Epoch
    Repeat = $Repeat
    ResultPath = "$OutputPath/depth.jsonl"
}
$results = Invoke-SwishTraining @sweep
$results | Export-SwishPlot "$OutputPath/depth.svg" -Force:$Force
$results | Compare-Activation
