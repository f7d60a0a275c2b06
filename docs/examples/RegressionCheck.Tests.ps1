#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Tests for a network of your own: copy this file, put your network into $network, and run
#
#     Invoke-Pester docs/examples/RegressionCheck.Tests.ps1
#
# This takes about five seconds. There are three kinds of checks, from the strictest to the most tolerant:
# - The hash of the weights: the same recipe, data and seed give the same bits on every machine and with any number of
#   threads. The hash changes if the recipe, the data or the numerics of the module change. If that was intended, copy
#   the new hash from Pester's message.
# - A lower bound on the accuracy of each seed: set it below the lowest of several seeds, by as much as they differ.
# - A verdict over paired seeds, from Compare-Activation: one choice is no worse than another.

BeforeAll {
    if (-not (Get-Module Swish)) { Import-Module Swish -ErrorAction Stop }
    $network = @{
        HiddenLayer = 64, 32
        Optimizer = 'Adam'
        LearningRate = 0.002
        Step = 400
        Dataset = Import-MnistDataset
    }
    $results = Invoke-SwishTraining @network -Activation ReLU, Swish -Repeat 6
}

Describe 'My network' {
    It 'completes training with every seed' {
        $results.Status | Sort-Object -Unique | Should -Be 'Completed'
    }

    It 'has the same weights as before' {
        $first = $results | Where-Object { $_.Activation -eq 'Swish' -and $_.Seed -eq 1 }
        $first.WeightHash | Should -Be '803b5fe09f69af3c1d1e9e4c7f25a0a2'
    }

    It 'reaches its accuracy with every seed' {
        ($results | Measure-Object TestAccuracy -Minimum).Minimum | Should -BeGreaterThan 0.935
    }

    It 'is no worse with Swish than with ReLU' {
        $row = $results | Compare-Activation -Baseline ReLU | Where-Object Activation -EQ Swish
        $row.Verdict | Should -Not -Be 'Worse'
    }
}
