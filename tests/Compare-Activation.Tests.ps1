#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop

    # Six seeds at two depths. Swish is ahead by 0.002 at each, whatever the seed.
    $runs = foreach ($depth in 2, 10) {
        foreach ($activation in 'ReLU', 'Swish') {
            foreach ($seed in 1..6) {
                [pscustomobject]@{
                    Activation = $activation
                    Depth = $depth
                    Seed = $seed
                    Status = 'Completed'
                    TestAccuracy = 0.96 + 0.0001 * ($seed * 7 % 10) + ($activation -eq 'Swish' ? 0.002 : 0)
                    TestLoss = 0.1 + 0.001 * ($seed * 7 % 10) - ($activation -eq 'Swish' ? 0.02 : 0)
                    TrainLoss = 0.05
                }
            }
        }
    }
}

Describe 'Compare-Activation' {
    It 'gives a row for each condition and activation, in numerical order' {
        $rows = $runs | Compare-Activation
        $rows | ForEach-Object { "$($_.Depth) $($_.Activation)" } |
            Should -Be '2 ReLU', '2 Swish', '10 ReLU', '10 Swish'
        $rows.Runs | Should -Be 6, 6, 6, 6
    }

    It 'compares with ReLU where there is one' {
        ($runs | Compare-Activation).Baseline | Sort-Object -Unique | Should -Be 'ReLU'
    }

    It 'pairs the runs by seed' {
        $swish = ($runs | Compare-Activation)[1]
        $swish.Pairs | Should -Be 6
        [Math]::Abs($swish.Difference - 0.002) | Should -BeLessThan 1e-12
        $swish.Verdict | Should -Be 'Better'
    }

    It 'gives the median, as the paper did' {
        $median = ($runs | Compare-Activation)[0].Median
        [Math]::Abs($median - 0.9603) | Should -BeLessThan 0.0002
    }

    It 'says Worse of the same runs seen from the other side' {
        ($runs | Compare-Activation -Baseline Swish | Where-Object Activation -EQ ReLU).Verdict |
            Should -Be 'Worse', 'Worse'
    }

    It 'says Same where the difference lies within the margin' {
        $alike = $runs | Where-Object Activation -EQ ReLU |
            ForEach-Object { $_; $twin = $_ | Select-Object *; $twin.Activation = 'Swish'; $twin }
        ($alike | Compare-Activation | Where-Object Activation -EQ Swish).Verdict | Should -Be 'Same', 'Same'
    }

    It 'says Untested under five pairs: three can show nothing' {
        $three = $runs | Where-Object Seed -LE 3 | Compare-Activation
        ($three | Where-Object Activation -EQ Swish).Verdict | Should -Be 'Untested', 'Untested'
    }

    It 'takes a smaller loss for the better one' {
        $swish = ($runs | Compare-Activation -Metric TestLoss)[1]
        $swish.Difference | Should -BeLessThan 0
        $swish.Verdict | Should -Be 'Better'
    }

    It 'takes several baselines at once' {
        ($runs | Compare-Activation -Baseline ReLU, Swish).Baseline | Sort-Object -Unique | Should -Be 'ReLU', 'Swish'
    }

    It 'counts wins by medians and by verdicts with -Summary' {
        $summary = $runs | Compare-Activation -Summary
        $summary.Activation | Should -Be 'Swish'
        $summary.Conditions | Should -Be 2
        $summary.MedianHigher | Should -Be 2
        $summary.Better | Should -Be 2
    }

    It 'counts runs that collapsed, and takes the difference over the rest' {
        $lost = $runs | Select-Object *
        $lost | Where-Object { $_.Depth -eq 10 -and $_.Activation -eq 'ReLU' -and $_.Seed -gt 4 } | ForEach-Object {
            $_.Status = 'Diverged'
            $_.TestAccuracy = 0.1
        }
        $rows = $lost | Compare-Activation
        $rows[2].Collapsed | Should -Be 2
        $rows[3].Pairs | Should -Be 4
    }

    It 'groups by the columns that one asks for' {
        $two = $runs | Where-Object Depth -EQ 2
        ($two | Compare-Activation -GroupBy Depth)[0].Depth | Should -Be 2
        $two | Compare-Activation | Select-Object -First 1 | Get-Member Depth | Should -BeNullOrEmpty
    }
}
