#Requires -Version 7.6
<#
.SYNOPSIS
Makes plots for a lecture on activation functions: curves, slopes, and the effect of beta on Swish.

.DESCRIPTION
Writes four plots and a table within seconds; nothing is trained.

.EXAMPLE
docs/examples/LectureCurves.ps1 -OutputPath slides -Format png
#>
[CmdletBinding()]
param(
    # The folder for the plots.
    [string] $OutputPath = '.',

    [ValidateSet('svg', 'png')]
    [string] $Format = 'svg',

    # Replaces plots that exist.
    [switch] $Force
)

if (-not (Get-Module Swish)) { Import-Module Swish -ErrorAction Stop }

# The function and both of its derivatives.
Get-ActivationCurve Swish | Export-SwishPlot "$OutputPath/swish.$Format" -Force:$Force

# Smooth functions compared with ReLU, which has a kink.
Get-ActivationCurve ReLU, Swish, GELU, Mish -Minimum -4 -Maximum 4 |
    Export-SwishPlot "$OutputPath/family.$Format" -Y Value -Force:$Force

# The factor by which the gradient is multiplied in the backward pass.
Get-ActivationCurve ReLU, Swish, Sigmoid |
    Export-SwishPlot "$OutputPath/slopes.$Format" -Y FirstDerivative -Title 'Factor of the gradient' -Force:$Force

# As beta grows, Swish goes from x/2 to ReLU.
Get-ActivationCurve 'Swish(beta=0.1)', Swish, 'Swish(beta=10)' |
    Export-SwishPlot "$OutputPath/beta.$Format" -Y Value -Title 'Swish by its beta' -Force:$Force

Measure-Activation ReLU, Swish, GELU, Mish | Select-Object Activation, Minimum, SlopeMaximum, Gain
