#Requires -Version 7.6
<#
.SYNOPSIS
Test accuracy against depth, ReLU compared with Swish.

.DESCRIPTION
Plain networks of 2 to 20 hidden layers with batch normalization, ten seeds each: five tests need eight at least. Two
minutes on two cores. The log is kept: run again, also with other depths or more seeds, the script trains only what is
missing.

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

    # A folder for the log and the picture.
    [string] $OutputPath = '.'
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
$results | Export-SwishPlot "$OutputPath/depth.svg" -Force
$results | Compare-Activation
