#Requires -Version 7.6
<#
.SYNOPSIS
Pictures for a lecture on activation functions: curves, slopes, and what beta does to Swish.

.DESCRIPTION
Four pictures and a table, in seconds; nothing is trained.

.EXAMPLE
docs/examples/LectureCurves.ps1 -OutputPath slides -Format png
#>
[CmdletBinding()]
param(
    # A folder for the pictures.
    [string] $OutputPath = '.',

    [ValidateSet('svg', 'png')]
    [string] $Format = 'svg'
)

if (-not (Get-Module Swish)) { Import-Module Swish -ErrorAction Stop }

# The function, and both its derivatives.
Get-ActivationCurve Swish | Export-SwishPlot "$OutputPath/swish.$Format" -Force

# Smooth ones beside the one with a kink.
Get-ActivationCurve ReLU, Swish, GELU, Mish -Minimum -4 -Maximum 4 |
    Export-SwishPlot "$OutputPath/family.$Format" -Y Value -Force

# What flows back in training.
Get-ActivationCurve ReLU, Swish, Sigmoid |
    Export-SwishPlot "$OutputPath/slopes.$Format" -Y FirstDerivative -Title 'The slope that gradients pass' -Force

# From x/2 toward ReLU.
Get-ActivationCurve 'Swish(beta=0.1)', Swish, 'Swish(beta=10)' |
    Export-SwishPlot "$OutputPath/beta.$Format" -Y Value -Title 'Swish by its beta' -Force

Measure-Activation ReLU, Swish, GELU, Mish | Select-Object Activation, Minimum, SlopeMaximum, Gain
