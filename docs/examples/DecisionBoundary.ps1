#Requires -Version 7.6
<#
.SYNOPSIS
Shows what networks with different activations learn of a small data set.

.DESCRIPTION
Without -Path, trains on a toy data set of two inputs, and draws the decision boundary of the first seed, one panel an
activation. With -Path, trains on a table of your own. Compares the activations either way. Takes ten seconds on two
cores.

.EXAMPLE
docs/examples/DecisionBoundary.ps1 -Kind Spirals -Activation ReLU, Swish, Tanh

.EXAMPLE
docs/examples/DecisionBoundary.ps1 -Path iris.csv -Label Species
#>
[CmdletBinding(DefaultParameterSetName = 'Toy')]
param(
    [Parameter(ParameterSetName = 'Toy')]
    [string] $Kind = 'Moons',

    # A table with a row of names.
    [Parameter(ParameterSetName = 'Table', Mandatory)]
    [string] $Path,

    # The column to predict.
    [Parameter(ParameterSetName = 'Table', Mandatory)]
    [string] $Label,

    [string[]] $Activation = @('ReLU', 'Swish'),
    [int] $Epoch = 100,
    [int] $Repeat = 6,

    # The folder for the picture.
    [string] $OutputPath = '.',

    # Replaces a picture that exists.
    [switch] $Force
)

if (-not (Get-Module Swish)) { Import-Module Swish -ErrorAction Stop }

$data = $Path ? (Import-TableDataset $Path -Label $Label) : (New-ToyDataset $Kind -Noise 0.15)
$sweep = @{
    Dataset = $data
    Activation = $Activation
    HiddenLayer = 16, 16
    BatchSize = [Math]::Min(16, $data.Training.Count)
    LearningRate = 0.01
    Epoch = $Epoch
    ValidationCount = 0
    Repeat = $Repeat
    KeepNetwork = $true
}
$results = Invoke-SwishTraining @sweep
if (-not $Path) {
    $results | Where-Object Seed -EQ $results[0].Seed | Get-PredictionGrid $data |
        Export-SwishPlot "$OutputPath/boundary.svg" -Force:$Force
}
$results | Compare-Activation
