#Requires -Version 7.6
<#
.SYNOPSIS
Replays Invoke-SwishTraining -Until Decided, and shows how often its verdicts are wrong and how many runs it takes.

.DESCRIPTION
Each comparison is replayed twice: as -Until Decided would have added its seeds, in five looks, and with all seeds at
once. The comparisons of the first cases have simulated pairs: accuracies of 0.97 plus normal noise, and differences
with a standard deviation of 0.001. Those of the other cases draw pairs of ReLU and another activation from a real log,
with replacement; in the case without a difference, the two runs of a pair are exchanged at random.

Each comparison is judged by itself (-Family None), with a margin of 0, so that no difference is too small and only a
difference ends it.

The families compare three activations with one baseline (-Family Condition), and each row is decided at a look of its
own. Any is the share of families with a verdict Better or Worse on an activation that does not differ; Found is the
share of Better on the one that does.

.EXAMPLE
pwsh experiments/sequential/Measure-Sequential.ps1 -Comparison 1000
#>
[CmdletBinding()]
param(
    # The comparisons of each case.
    [ValidateRange(10, 1000000)] [int] $Comparison = 2000,

    # The maximum number of seeds, which is that of the fixed design.
    [ValidateRange(6, 1000)] [int] $MaximumRepeat = 30,

    # A log with runs of ReLU and other activations, with ten seeds or more.
    [string] $ResultPath = "$PSScriptRoot/../reproduction/logs/wins.jsonl",

    # The built module.
    [string] $Module = "$PSScriptRoot/../../artifacts/module/Swish"
)

$ErrorActionPreference = 'Stop'
Import-Module $Module

$random = [Random]::new(1)
$batch = 200

# The pairs of the log: the accuracies of ReLU and of another activation, for each activation and condition.
$real = foreach ($condition in Import-TrainingResult $ResultPath | Group-Object Setting) {
    $baseline = @{}
    $condition.Group | Where-Object Activation -EQ 'ReLU' | ForEach-Object { $baseline[$_.Seed] = $_.TestAccuracy }
    foreach ($activation in $condition.Group | Where-Object Activation -NE 'ReLU' | Group-Object Activation) {
        $pairs = @($activation.Group | Where-Object { $baseline.ContainsKey($_.Seed) -and $_.TestAccuracy -gt 0.5 } |
            ForEach-Object { , @($baseline[$_.Seed], $_.TestAccuracy) })
        if ($pairs.Count -ge 10) { , $pairs }
    }
}

function Get-Normal {
    [Math]::Sqrt(-2 * [Math]::Log(1 - $random.NextDouble())) * [Math]::Cos(2 * [Math]::PI * $random.NextDouble())
}

$cases = @(
    @{ Case = 'simulated, no difference'; Pair = { $a = 0.97 + 0.001 * (Get-Normal); $a, ($a + 0.001 * (Get-Normal)) } }
    foreach ($effect in 0.5, 1, 2) {
        @{
            Case = "simulated, +$effect sd"; Effect = $effect
            Pair = { $a = 0.97 + 0.001 * (Get-Normal); $a, ($a + 0.001 * ($effect + (Get-Normal))) }
        }
    }
    @{
        Case = 'real pairs, exchanged at random'
        Pair = {
            $a, $b = $source[$random.Next($source.Count)]
            if ($random.Next(2)) { $a, $b } else { $b, $a }
        }
    }
    @{ Case = 'real pairs, as they are'; Pair = { $source[$random.Next($source.Count)] } }
)

function Get-Verdict([object[]] $Run) {
    $options = @{ GroupBy = 'Comparison'; Family = 'None'; Margin = 0; Baseline = 'ReLU'; WarningAction = 'Ignore' }
    $Run | Compare-Activation @options | Where-Object Activation -EQ 'Swish'
}

$clock = [Diagnostics.Stopwatch]::StartNew()
$table = foreach ($case in $cases) {
    $effect = $case.Effect
    $found = for ($done = 0; $done -lt $Comparison; $done += $batch) {
        $runs = for ($number = 1; $number -le $batch; $number++) {
            $source = $real[$random.Next($real.Count)]
            for ($seed = 1; $seed -le $MaximumRepeat; $seed++) {
                $values = & $case.Pair
                foreach ($i in 0, 1) {
                    [pscustomobject]@{
                        Activation = 'ReLU', 'Swish' | Select-Object -Index $i; Comparison = $number; Seed = $seed
                        TestAccuracy = $values[$i]; Dataset = 'MNIST'; Looks = "5 looks, $MaximumRepeat seeds"
                    }
                }
            }
        }
        $fixed = Get-Verdict ($runs | Select-Object Activation, Comparison, Seed, TestAccuracy, Dataset)
        $sequential = Get-Verdict $runs
        for ($i = 0; $i -lt $batch; $i++) {
            [pscustomobject]@{
                Fixed = $fixed[$i].Verdict
                Sequential = $sequential[$i].Verdict
                Seeds = $sequential[$i].Pairs
            }
        }
    }
    $count = @($found).Count
    [pscustomobject]@{
        Case = $case.Case
        Comparisons = $count
        FixedBetter = '{0:0.000}' -f (@($found | Where-Object Fixed -EQ 'Better').Count / $count)
        FixedWorse = '{0:0.000}' -f (@($found | Where-Object Fixed -EQ 'Worse').Count / $count)
        Better = '{0:0.000}' -f (@($found | Where-Object Sequential -EQ 'Better').Count / $count)
        Worse = '{0:0.000}' -f (@($found | Where-Object Sequential -EQ 'Worse').Count / $count)
        Runs = '{0:0.00}' -f (($found | Measure-Object Seeds -Average).Average / $MaximumRepeat)
    }
}

$families = foreach ($effect in 0, 2) {
    $rows = for ($done = 0; $done -lt $Comparison; $done += $batch) {
        $runs = for ($number = 1; $number -le $batch; $number++) {
            for ($seed = 1; $seed -le $MaximumRepeat; $seed++) {
                foreach ($activation in 'ReLU', 'A', 'B', 'C') {
                    [pscustomobject]@{
                        Activation = $activation; Comparison = $done + $number; Seed = $seed
                        TestAccuracy = 0.97 + 0.001 * ((Get-Normal) + ($activation -eq 'A' ? $effect : 0))
                        Dataset = 'MNIST'; Looks = "5 looks, $MaximumRepeat seeds"
                    }
                }
            }
        }
        $options = @{ Family = 'Condition'; Margin = 0; Baseline = 'ReLU'; WarningAction = 'Ignore' }
        $runs | Compare-Activation @options -GroupBy Comparison | Where-Object Activation -NE 'ReLU'
    }
    $wrong = $rows | Where-Object { $_.Verdict -in 'Better', 'Worse' -and ($_.Activation -ne 'A' -or -not $effect) }
    $found = @($rows | Where-Object { $_.Activation -eq 'A' -and $_.Verdict -eq 'Better' }).Count
    $count = @($rows | Where-Object Activation -EQ 'A').Count
    [pscustomobject]@{
        Case = $effect ? "one of three differs by +$effect sd" : 'none of three differs'
        Families = $count
        Any = '{0:0.000}' -f (@($wrong.Comparison | Sort-Object -Unique).Count / $count)
        Found = $effect ? '{0:0.000}' -f ($found / $count) : ''
        Runs = '{0:0.00}' -f (($rows | Measure-Object Pairs -Average).Average / $MaximumRepeat)
    }
}

$processor = if (Test-Path /proc/cpuinfo) {
    (Get-Content /proc/cpuinfo | Where-Object { $_ -like 'model name*' } | Select-Object -First 1) -replace '^.*: '
} else { $env:PROCESSOR_IDENTIFIER }
"At most $MaximumRepeat seeds, five looks; in $([int] $clock.Elapsed.TotalSeconds) s on $processor, " +
"$([Environment]::ProcessorCount) logical processors, $([Runtime.InteropServices.RuntimeInformation]::OSDescription)"
$table | Format-Table -AutoSize | Out-String -Width 140
$families | Format-Table -AutoSize | Out-String -Width 140
