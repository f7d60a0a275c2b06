#Requires -Version 7.6
<#
.SYNOPSIS
Simulates runs and shows how often Compare-Activation is right and wrong about them.

.DESCRIPTION
Each comparison has ten pairs of a baseline and an activation. Accuracies are 0.97 plus normal noise; the difference of
a pair has a standard deviation of 0.001. A network that collapsed has an accuracy of 0.1135, a constant answer on
MNIST's test set. Each comparison is judged by itself (-Family None), with a margin of 0, so that no difference is too
small.

Columns: Better and Worse are the shares of verdicts, RankTest and TTest the shares of p-values below 5 %. A verdict
needs both where no run collapsed; where one did, there is no t-test.

.EXAMPLE
pwsh experiments/decision-rule/Measure-DecisionRule.ps1
#>
[CmdletBinding()]
param(
    # The comparisons of each case.
    [ValidateRange(10, 1000000)] [int] $Comparison = 10000,

    # The built module.
    [string] $Module = "$PSScriptRoot/../../artifacts/module/Swish"
)

$ErrorActionPreference = 'Stop'
Import-Module $Module

$pairs = 10
$cases = @(
    @{ Case = 'no difference, no collapse'; Effect = 0; Dying = 0; DyingBaseline = 0 }
    @{ Case = 'no difference, 20 % of both collapse'; Effect = 0; Dying = 0.2; DyingBaseline = 0.2 }
    @{ Case = '+1 sd, no collapse'; Effect = 1; Dying = 0; DyingBaseline = 0 }
    @{ Case = '+1 sd, 40 % of the baseline collapse'; Effect = 1; Dying = 0; DyingBaseline = 0.4 }
    @{ Case = '+2.5 sd, but 40 % of the activation collapse'; Effect = 2.5; Dying = 0.4; DyingBaseline = 0 }
)

function New-SimulatedRun {
    # The runs of all comparisons of a case, each with the number of its comparison.
    param([double] $Effect, [double] $Dying, [double] $DyingBaseline, [Random] $Random)
    for ($number = 1; $number -le $Comparison; $number++) {
        for ($seed = 1; $seed -le $pairs; $seed++) {
            # Two independent normal numbers from two uniform ones (Box and Muller, 1958).
            $radius = [Math]::Sqrt(-2 * [Math]::Log(1 - $Random.NextDouble()))
            $angle = 2 * [Math]::PI * $Random.NextDouble()
            $baseline = 0.97 + 0.001 * $radius * [Math]::Cos($angle)
            $activation = $baseline + 0.001 * ($Effect + $radius * [Math]::Sin($angle))
            $baselineCollapsed = $Random.NextDouble() -lt $DyingBaseline
            $collapsed = $Random.NextDouble() -lt $Dying
            [pscustomobject]@{
                Activation = 'ReLU'; Comparison = $number; Seed = $seed; Dataset = 'MNIST'
                TestAccuracy = $baselineCollapsed ? 0.1135 : $baseline
            }
            [pscustomobject]@{
                Activation = 'Swish'; Comparison = $number; Seed = $seed; Dataset = 'MNIST'
                TestAccuracy = $collapsed ? 0.1135 : $activation
            }
        }
    }
}

function Get-Share {
    # How many of the rows fulfil a condition, as a share of all.
    param([object[]] $Row, [scriptblock] $Condition)
    '{0:0.000}' -f (@($Row | Where-Object $Condition).Count / $Row.Count)
}

$clock = [Diagnostics.Stopwatch]::StartNew()
$table = foreach ($case in $cases) {
    $random = [Random]::new(1)
    $runs = New-SimulatedRun $case.Effect $case.Dying $case.DyingBaseline $random
    $each = @{ Baseline = 'ReLU'; GroupBy = 'Comparison'; Family = 'None'; Margin = 0; WarningAction = 'Ignore' }
    $rows = $runs | Compare-Activation @each | Where-Object Activation -EQ 'Swish'
    [pscustomobject]@{
        Case = $case.Case
        Better = Get-Share $rows { $_.Verdict -eq 'Better' }
        Worse = Get-Share $rows { $_.Verdict -eq 'Worse' }
        RankTest = Get-Share $rows { $_.SignedRankPValue -lt 0.05 }
        TTest = ($case.Dying + $case.DyingBaseline) ? '' : (Get-Share $rows { $_.TTestPValue -lt 0.05 })
    }
}

$processor = if (Test-Path /proc/cpuinfo) {
    (Get-Content /proc/cpuinfo | Where-Object { $_ -like 'model name*' } | Select-Object -First 1) -replace '^.*: '
} else { $env:PROCESSOR_IDENTIFIER }
"$Comparison comparisons of $pairs pairs a case, in $([int] $clock.Elapsed.TotalSeconds) s on $processor, " +
"$([Environment]::ProcessorCount) logical processors, $([Runtime.InteropServices.RuntimeInformation]::OSDescription)"
$table | Format-Table -AutoSize | Out-String -Width 120
