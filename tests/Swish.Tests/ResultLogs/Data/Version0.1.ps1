<#
.SYNOPSIS
Does the runs of Version0.1.jsonl: together they have every optimizer, kind of activation and setting in them.

.DESCRIPTION
The log was written by version 0.1.0, before settings were declared in one place. Later versions run this script on
a copy of it, and train nothing.

.PARAMETER Path
The result log.
#>
param([Parameter(Mandatory)] [string] $Path)

$tiny = @{ Width = 8; Depth = 1; Step = 4; BatchSize = 32; ValidationCount = 200; ResultPath = $Path }

foreach ($optimizer in 'SGD', 'Momentum', 'Nesterov', 'RMSProp', 'Adam', 'AdamW') {
    Invoke-SwishTraining @tiny -Optimizer $optimizer -WeightDecay 0.01
}
Invoke-SwishTraining @tiny -Optimizer Nesterov -Momentum 0.5 -GradientClip 0.5

$formula = New-Activation { $b * $x * (Sigmoid ($k * $x)) } -Parameter @{ b = 0.5; k = 1.5 } -Per Unit
$own = New-Activation Named { Max (0.1 * $x) $x }
Invoke-SwishTraining @tiny -Activation ReLU, 'Swish(beta=1.5)', PReLU, 'TrainedSwish(per=unit)', { $x * (Tanh $x) }
Invoke-SwishTraining @tiny -Activation $formula, $own -Diagnostic -EvaluateEvery 2

foreach ($schedule in 'Constant', 'Exponential', 'Step', 'Cosine') {
    Invoke-SwishTraining @tiny -Schedule $schedule -DecayRate 0.5 -DecayStep 2 -LearningRate 0.01, 0.02 -Seed 1, 7
}
Invoke-SwishTraining @tiny -Schedule Exponential -DecayRate 0.5 -DecayStep 3 -Staircase
Invoke-SwishTraining @tiny -Schedule Cosine -WarmupStep 2

foreach ($initializer in 'HeNormal', 'HeUniform', 'GlorotNormal', 'GlorotUniform', 'LeCunUniform', 'LeCunNormal',
    'TruncatedNormal', 'Orthogonal') {
    Invoke-SwishTraining @tiny -Initializer $initializer -Dropout 0.25
}
$recipe = Get-SwishRecipe Default
$recipe.InitializerDeviation = 0.05
$recipe.InitialBias = 0.1
$recipe | Invoke-SwishTraining @tiny -Initializer TruncatedNormal

Invoke-SwishTraining @tiny -L2 0.001
Invoke-SwishTraining @tiny -L2 0.001 -L2Layer First -MovingAverageDecay 0.9 -Standardize
foreach ($position in 'BeforeActivation', 'AfterActivation') {
    Invoke-SwishTraining -HiddenLayer 9, 9, 7 -Step 4 -BatchSize 32 -ResultPath $Path -ValidationCount 0 `
        -BatchNorm 2 -BatchNormPosition $position -Residual
}
Invoke-SwishTraining -Width 4 -Depth 0, 2 -Epoch 1 -BatchSize 4000 -ResultPath $Path
$tiny.Step = 20
Invoke-SwishTraining @tiny -Optimizer SGD -LearningRate 1e6 -Activation Identity
