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

The last cases are families: five activations are compared with one baseline (-Family Condition). Any is the share of
families in which at least one verdict is Better or Worse although its activation does not differ; Found is the share of
Better among the activations that do.

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

# Families of five activations: how many of them differ, and by how much.
$families = @(
    @{ Case = 'none of five differs'; Different = 0; Effect = 0; Dying = 0 }
    @{ Case = 'none of five differs, 20 % of all collapse'; Different = 0; Effect = 0; Dying = 0.2 }
    @{ Case = 'two of five differ by +2 sd'; Different = 2; Effect = 2; Dying = 0 }
)

function New-SimulatedFamily {
    # The runs of all families of a case. The seeds of the baseline are those of all five activations.
    param([int] $Different, [double] $Effect, [double] $Dying, [Random] $Random)
    for ($number = 1; $number -le $Comparison; $number++) {
        for ($seed = 1; $seed -le $pairs; $seed++) {
            $draws = foreach ($draw in 1..3) {
                $radius = 0.001 * [Math]::Sqrt(-2 * [Math]::Log(1 - $Random.NextDouble()))
                $angle = 2 * [Math]::PI * $Random.NextDouble()
                $radius * [Math]::Cos($angle)
                $radius * [Math]::Sin($angle)
            }
            for ($index = 0; $index -le 5; $index++) {
                $accuracy = 0.97 + $draws[$index] + ($index -and $index -le $Different ? 0.001 * $Effect : 0)
                [pscustomobject]@{
                    Activation = $index ? "A$index" : 'ReLU'; Comparison = $number; Seed = $seed; Dataset = 'MNIST'
                    TestAccuracy = $Random.NextDouble() -lt $Dying ? 0.1135 : $accuracy
                }
            }
        }
    }
}

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

$families = foreach ($case in $families) {
    $runs = New-SimulatedFamily $case.Different $case.Effect $case.Dying ([Random]::new(2))
    $each = @{ Baseline = 'ReLU'; GroupBy = 'Comparison'; Family = 'Condition'; Margin = 0; WarningAction = 'Ignore' }
    $rows = $runs | Compare-Activation @each | Where-Object Activation -NE 'ReLU'
    $differing = @(1..5 | Where-Object { $_ -le $case.Different } | ForEach-Object { "A$_" })
    $wrong = $rows | Where-Object { $_.Verdict -in 'Better', 'Worse' -and $_.Activation -notin $differing }
    $found = @($rows | Where-Object { $_.Verdict -eq 'Better' -and $_.Activation -in $differing }).Count
    [pscustomobject]@{
        Case = $case.Case
        Adjustment = ($rows.Adjustment | Sort-Object -Unique) -join ', '
        Any = '{0:0.000}' -f (@($wrong.Comparison | Sort-Object -Unique).Count / $Comparison)
        Found = $case.Different ? '{0:0.000}' -f ($found / $case.Different / $Comparison) : ''
    }
}

$processor = if (Test-Path /proc/cpuinfo) {
    (Get-Content /proc/cpuinfo | Where-Object { $_ -like 'model name*' } | Select-Object -First 1) -replace '^.*: '
} else { $env:PROCESSOR_IDENTIFIER }
"$Comparison comparisons of $pairs pairs a case, in $([int] $clock.Elapsed.TotalSeconds) s on $processor, " +
"$([Environment]::ProcessorCount) logical processors, $([Runtime.InteropServices.RuntimeInformation]::OSDescription)"
$table | Format-Table -AutoSize | Out-String -Width 120
$families | Format-Table -AutoSize | Out-String -Width 120
