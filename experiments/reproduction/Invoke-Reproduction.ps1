#Requires -Version 7.6
<#
.SYNOPSIS
Runs the experiments of docs/reproduction.md, and writes its tables, plots and text.

.DESCRIPTION
Every section trains the runs that its result log in logs/ lacks. If all logs are complete, nothing is trained, and
everything is written in less than a minute. If you remove a log, its runs are trained again, and the tables are
identical to the last digit. Training everything takes about four hours on one core.

The sections Images and Cells train on CIFAR-10, which does not ship with the module. If a run is missing in their
logs, the environment variable SWISH_CIFAR10 must name a folder of its images: train/<class>/* and test/<class>/*.

tables.json lists the runs of each table. Compare-Activation converts each to tables/<name>.csv. The placeholders in
template.md are replaced by figures from these tables, which makes docs/reproduction.md.

.EXAMPLE
experiments/reproduction/Invoke-Reproduction.ps1

.EXAMPLE
experiments/reproduction/Invoke-Reproduction.ps1 -Section None

Writes the tables and the document from the logs, in five seconds. Use it after a change to template.md or to the
statistics.

.EXAMPLE
experiments/reproduction/Invoke-Reproduction.ps1 -Section Beta, Constant -ThrottleLimit 4
#>
[CmdletBinding()]
param(
    # The sections to train and to plot; all of them by default. With None, only the tables and the document are
    # written.
    [ValidateSet(
        'None', 'Curves', 'Shallow', 'Deep', 'Depth', 'Settings', 'Batch', 'Wins', 'Constant', 'Beta', 'Scale',
        'Penalty', 'Gates', 'Why', 'LeNet', 'Images', 'Cells')]
    [string[]] $Section = @(
        'Curves', 'Shallow', 'Deep', 'Depth', 'Settings', 'Batch', 'Wins', 'Constant', 'Beta', 'Scale', 'Penalty',
        'Gates', 'Why', 'LeNet', 'Images', 'Cells'),

    # The number of parallel runs; 0 means one per core.
    [ValidateRange(0, 1024)]
    [int] $ThrottleLimit = 0,

    # Only trains; writes no tables, plots or document.
    [switch] $TrainOnly,

    # The folder for tables/, pictures/reproduction/ and reproduction.md. By default they go to their places in the
    # repository: the tables next to this script, the rest to docs/.
    [string] $OutputPath
)

$ErrorActionPreference = 'Stop'
[cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
if (-not (Get-Module Swish)) { Import-Module Swish }
$output = $OutputPath ? $OutputPath : $PSScriptRoot
$documents = $OutputPath ? $OutputPath : "$PSScriptRoot/../../docs"
$page = "$documents/reproduction.md"
$null = New-Item "$output/tables", "$documents/pictures/reproduction" -ItemType Directory -Force
. "$PSScriptRoot/Document.ps1"

# Settings are chosen with these seeds on the validation images. Reported results use seeds from 1 and the test images.
$choosing = 101, 102, 103
$throttle = $ThrottleLimit ? @{ ThrottleLimit = $ThrottleLimit } : @{}

function Join-Setting {
    # Merges two sets of settings; the second overrides the first.
    param([hashtable] $Base, [hashtable] $Changed)
    $joined = $Base.Clone()
    foreach ($name in $Changed.Keys) { $joined[$name] = $Changed[$name] }
    $joined
}

function Invoke-Experiment {
    param([string] $Log, [hashtable] $Settings)
    # Large learning rates are intended here, so warnings about them are not shown.
    $null = Invoke-SwishTraining @Settings @throttle -ResultPath "$PSScriptRoot/logs/$Log.jsonl" -WarningAction Ignore
}

function Import-Cifar {
    # Returns CIFAR-10, which is read once.
    if (-not $env:SWISH_CIFAR10) {
        throw ('Runs on CIFAR-10 are missing in the logs. To train them, set the environment variable SWISH_CIFAR10 ' +
            'to a folder of its images: train/<class>/* and test/<class>/*.')
    }
    $script:cifar ??= Import-ImageDataset $env:SWISH_CIFAR10 -Name CIFAR-10
    $script:cifar
}

function Invoke-CifarExperiment {
    # Trains networks of one batch size and seed on CIFAR-10. The images are needed only if a run is missing in the log.
    # Runs are known by the settings that vary, since a fingerprint needs the images: if another setting is changed,
    # the log must be removed.
    param([string] $Log, [hashtable] $Settings)
    $path = "$PSScriptRoot/logs/$Log.jsonl"
    $logged = (Test-Path $path) ? @(Import-TrainingResult $path | Where-Object {
            $_.Network -eq $Settings.Network -and $_.Activation -in $Settings.Activation -and
            $_.BatchSize -eq $Settings.BatchSize -and $_.Seed -eq $Settings.Seed
        }) : @()
    if ($logged.Count -lt $Settings.Activation.Count) {
        Invoke-Experiment $Log (Join-Setting $Settings @{ Dataset = Import-Cifar })
    }
}

function Export-Picture {
    param(
        [Parameter(Position = 0)] [string] $Name,
        [Parameter(Position = 1)] [hashtable] $Settings = @{},
        [Parameter(ValueFromPipeline)] $InputObject
    )
    begin { $rows = [System.Collections.Generic.List[object]]::new() }
    process { $rows.Add($InputObject) }
    end {
        $path = "$documents/pictures/reproduction/$Name.png"
        $rows | Export-SwishPlot $path -Width 1200 -Height 720 -Force @Settings
    }
}

$train = @{
    Curves = { }
    Shallow = {
        Invoke-Experiment shallow @{ Recipe = 'Synced2017Shallow'; Activation = 'ReLU', 'Swish'; Repeat = 10 }
    }
    Deep = {
        Invoke-Experiment deep @{ Recipe = 'Synced2017Deep'; Activation = 'ReLU', 'Swish'; Repeat = 10 }
        # The rate of the 3-layer network.
        Invoke-Experiment deep-rate @{
            Recipe = 'Synced2017Deep'; Activation = 'ReLU', 'Swish'; LearningRate = 0.8; Repeat = 10
        }
    }
    Depth = {
        # The settings that were tried before one was chosen.
        $looks = @(
            @{ Depth = 50; EvaluateEvery = 100000 }
            @{ Depth = 50; Width = 128 }
            @{ Depth = 30; Width = 128; Epoch = 3; BatchNormPosition = 'AfterActivation' }
        )
        foreach ($look in $looks) {
            Invoke-Experiment depth-chosen (Join-Setting @{ Recipe = 'DepthSweep'; Seed = $choosing } $look)
        }
        Invoke-Experiment depth @{ Recipe = 'DepthSweep'; Repeat = 10 }
        # Only for medians: these functions are not tested.
        Invoke-Experiment depth-others @{
            Recipe = 'DepthSweep'; Activation = 'LeakyReLU', 'ELU', 'GELU', 'Softplus'; Repeat = 3
        }
    }
    Settings = {
        $base = @{ Recipe = 'DepthSweep'; Depth = 40; Epoch = 3; Repeat = 10 }
        $variants = @(
            @{ }
            @{ BatchNormPosition = 'AfterActivation' }
            @{ BatchNorm = 'All' }
            @{ BatchNorm = 'All'; BatchNormPosition = 'AfterActivation' }
            @{ BatchNorm = 'None' }
            @{ Optimizer = 'SGD'; LearningRate = 0.1 }
            @{ Optimizer = 'Momentum'; LearningRate = 0.02 }
            @{ Optimizer = 'RMSProp' }
            @{ Initializer = 'HeNormal' }
            @{ Initializer = 'LeCunNormal' }
            @{ Initializer = 'Orthogonal' }
            @{ Residual = $true }
        )
        foreach ($variant in $variants) { Invoke-Experiment settings (Join-Setting $base $variant) }
    }
    Batch = {
        $base = @{ Recipe = 'BatchSizeSweep' }
        $recipe = Get-SwishRecipe BatchSizeSweep
        Invoke-Experiment batch-fixed (Join-Setting $base @{ Repeat = 10 })
        foreach ($size in $recipe.BatchSize) {
            $scaled = $recipe.LearningRate[0] * [Math]::Sqrt($size / 128)
            $change = @{ BatchSize = $size; LearningRate = $scaled; Repeat = 10 }
            Invoke-Experiment batch-scaled (Join-Setting $base $change)
        }
        $rates = 0.0005, 0.001, 0.002, 0.004, 0.008
        $change = @{ BatchSize = 32, 128, 512, 2048; LearningRate = $rates; Seed = $choosing }
        Invoke-Experiment batch-rates (Join-Setting $base $change)
        Export-ComparisonTable batch-rates
        foreach ($best in Get-BestRate batch-rates) {
            $change = @{
                Activation = $best.Activation; BatchSize = $best.BatchSize
                LearningRate = $best.LearningRate; Repeat = 10
            }
            Invoke-Experiment batch-own (Join-Setting $base $change)
        }
    }
    Wins = {
        $base = @{ Epoch = 1; Repeat = 10; EvaluateEvery = 1000000 }
        # 2x·σ(βx), the form in the first version of the paper. The catalog has it with β = 1 as DoubleSwish.
        $doubled = New-Activation { 2 * $x * (Sigmoid ($beta * $x)) } -Parameter @{ beta = 1 }
        $base.Activation = @(Get-Activation) + $doubled
        $networks = @(
            @{ Depth = 2; Width = 64 }
            @{ Depth = 4; Width = 64; BatchNorm = 'All' }
            @{ Depth = 2; Width = 64; Optimizer = 'SGD'; LearningRate = 0.1 }
            @{ Depth = 12; Width = 32; BatchNorm = 3; Initializer = 'GlorotUniform'; Schedule = 'Cosine' }
        )
        foreach ($network in $networks) { Invoke-Experiment wins (Join-Setting $base $network) }
    }
    Constant = {
        Invoke-Experiment constant @{
            Activation = 'SELU', 'ReLU', 'Swish', 'ScaledSwish', 'ScaledSwish(scale=1.7871872)'
            Depth = 5, 10, 20, 30; Width = 64; Initializer = 'LeCunNormal'; Standardize = $true
            Schedule = 'Cosine'; Epoch = 2; Repeat = 10
        }
    }
    Beta = {
        $family = foreach ($beta in 0, 0.1, 0.25, 0.5, 1, 1.5, 2, 5, 10, 100) { "Swish(beta=$beta)" }
        Invoke-Experiment beta @{
            Activation = @('ReLU') + $family + 'TrainedSwish', 'TrainedSwish(per=unit)'
            Depth = 3; Width = 64; Repeat = 10
        }
    }
    Scale = {
        # The paper: the scale of batch normalization, which many libraries omit for ReLU, matters for Swish.
        $base = @{ Activation = 'ReLU', 'Swish'; Width = 64; BatchNorm = 'All'; Epoch = 1; Repeat = 10 }
        foreach ($depth in 4, 12) {
            foreach ($fixed in $false, $true) {
                Invoke-Experiment scale (Join-Setting $base @{ Depth = $depth; FixedBatchNormScale = $fixed })
            }
        }
    }
    Penalty = {
        # The script of the article penalizes only the first layer of the 12-layer network, because of a misspelled
        # variable.
        Invoke-Experiment penalty @{
            Recipe = 'Synced2017Deep'; Activation = 'ReLU', 'Swish'; L2Layer = 'All'; Repeat = 6
        }
    }
    Gates = {
        Invoke-Experiment gates @{ Recipe = 'GateSweep' }
        # Swish has the same weights with any width of gates, but its setting must be that of its pairs.
        Invoke-Experiment gates-wide @{
            Recipe = 'GateSweep'; Activation = 'Swish', 'GLU', 'SwiGLU'; GateWidth = 'Unchanged'
        }
        Invoke-Experiment gates-norm @{ Recipe = 'GateSweep'; Depth = 2, 4; BatchNorm = 'All' }
    }
    Why = {
        Invoke-Experiment layers @{
            Recipe = 'DepthSweep'; Depth = 10, 30, 50; Repeat = 3; Diagnostic = $true; EvaluateEvery = 1000000
        }
        Invoke-Experiment trained @{
            Activation = 'TrainedSwish', 'TrainedSwish(per=unit)'; Depth = 3; Width = 64; Repeat = 5
            Diagnostic = $true; EvaluateEvery = 1000000
        }
    }
    LeNet = {
        $base = @{
            Network = 'LeNet5'; Activation = 'ReLU', 'Swish'; Optimizer = 'Momentum'; Schedule = 'OneCycle'
            BatchSize = 64; Epoch = 5; Standardize = $true; EvaluateEvery = 1000000
        }
        Invoke-Experiment lenet-chosen (Join-Setting $base @{ LearningRate = 0.02, 0.05, 0.1; Seed = $choosing })
        Invoke-Experiment lenet (Join-Setting $base @{ LearningRate = 0.05; Repeat = 6 })
    }
    Images = {
        # The optimizer, rate and weight decay of He et al. 2015, none of which was tuned. All batch sizes see as many
        # images. One seed after the other, so that an unfinished log has pairs. Three tests need seven pairs.
        $images = 12800
        foreach ($seed in 1..7) {
            foreach ($size in 64, 128, 256) {
                Invoke-CifarExperiment images @{
                    Network = 'ResNet20'; Activation = 'ReLU', 'Swish'; BatchSize = $size; Step = $images / $size
                    Optimizer = 'Momentum'; LearningRate = 0.1; WeightDecay = 0.0001; Schedule = 'OneCycle'
                    Augmentation = 'PadCropFlip'; Standardize = $true; ValidationCount = 0; EvaluateEvery = 1000000
                    Seed = $seed
                }
            }
        }
    }
    Cells = {
        # Three networks of the paper, a quarter as wide. Adam with its usual rate; nothing was tuned. Three tests need
        # seven pairs.
        foreach ($seed in 1..7) {
            foreach ($network in 'MobileNet(width=0.25)', 'Inception(width=0.25)', 'NASNet(width=0.25)') {
                Invoke-CifarExperiment cells @{
                    Network = $network; Activation = 'ReLU', 'Swish'; BatchSize = 32; Epoch = 1
                    Optimizer = 'Adam'; LearningRate = 0.001; Schedule = 'OneCycle'; Augmentation = 'PadCropFlip'
                    Standardize = $true; ValidationCount = 0; EvaluateEvery = 1000000; Seed = $seed
                }
            }
        }
    }
}

foreach ($name in $Section) {
    if ($name -eq 'None') { continue }
    Write-Verbose "${name}: training what its logs lack."
    & $train[$name]
}
if ($TrainOnly) { return }

$draw = @{
    Curves = {
        Get-ActivationCurve ReLU, Swish -Minimum -5 -Maximum 5 |
            Export-Picture figure-1 @{ Title = 'Swish and ReLU' }
        Get-ActivationCurve Swish -Minimum -6 -Maximum 6 |
            Export-Picture figure-2 @{ Y = 'FirstDerivative', 'SecondDerivative'; Title = 'Derivatives of Swish' }
        Get-ActivationCurve 'Swish(beta=0.1)', Swish, 'Swish(beta=10)' -Minimum -5 -Maximum 5 |
            Export-Picture figure-3 @{ Title = 'Swish by its β' }
    }
    Shallow = { }
    Deep = {
        Import-Table networks | Where-Object Depth -GT 1 | Get-TrainingHistory |
            Export-Picture deep @{ Title = 'The 12-layer network as it learns' }
    }
    Depth = { Import-Table depth | Export-Picture depth @{ Title = 'Test accuracy against depth' } }
    Settings = { }
    Batch = {
        $titles = @{
            'batch-fixed' = 'One learning rate for all batch sizes'
            'batch-scaled' = 'A learning rate that grows with the root of the batch'
            'batch-own' = 'Each activation at its own best learning rate'
        }
        foreach ($name in $titles.Keys) {
            Import-Table $name | Export-Picture $name @{ X = 'BatchSize'; Title = $titles[$name] }
        }
    }
    Wins = { }
    Constant = {
        # Only medians: the band of the one run that collapsed would hide everything else.
        Import-Table constant | Group-Object Activation, Depth | ForEach-Object {
            [pscustomobject]@{
                Activation = $_.Group[0].Activation
                Depth = $_.Group[0].Depth
                Median = Get-Median $_.Group.TestAccuracy
            }
        } | Export-Picture constant @{
            X = 'Depth'; Y = 'Median'; Title = 'No batch normalization, weights of variance 1/n'
            YLabel = 'Median test accuracy of 10 runs'
        }
    }
    Beta = {
        Import-Table beta | Where-Object Activation -Match '^Swish' | Select-Object TestAccuracy, Seed, @{
            Name = 'Beta'; Expression = { $_.Activation -match '=(.+)\)' ? [double] $Matches[1] : 1 }
        } | Where-Object Beta -GT 0 | Export-Picture beta @{
            X = 'Beta'; Y = 'TestAccuracy'; XLabel = 'β'; Title = 'Test accuracy by the β of Swish'
        }
    }
    Gates = { }
    Why = {
        Import-TrainingResult "$PSScriptRoot/logs/layers.jsonl" | Get-TrainingDiagnostic |
            Where-Object { $_.Depth -eq 50 -and $_.Seed -eq 1 } |
            Select-Object Layer, @{
                Name = 'Activation'
                Expression = { "$($_.Activation), $($_.Step ? 'after training' : 'before the first step')" }
            }, @{ Name = 'Exponent'; Expression = { [Math]::Log10($_.GradientNorm) } } |
            Export-Picture layers @{
                X = 'Layer'; Y = 'Exponent'; Title = 'The gradient of each of 50 layers'; XLabel = 'Hidden layer'
                YLabel = 'Norm of the gradient, logarithm to base 10'
            }
    }
    LeNet = { }
    Images = {
        Import-Table images | Export-Picture figure-7 @{ X = 'BatchSize'; Title = 'ResNet-20 on CIFAR-10' }
    }
    Cells = { }
}
foreach ($name in $Section) { if ($name -ne 'None') { & $draw[$name] } }
Export-PropertyTable ReLU, Swish, ScaledSwish, 'ScaledSwish(scale=1.7871872)', SELU, GELU, Mish, ELU, Tanh
foreach ($name in $tables.Keys) { Export-ComparisonTable $name }
Export-LayerTable
Export-ConstantTable
Write-Document
