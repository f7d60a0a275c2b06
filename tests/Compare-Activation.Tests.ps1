#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop

    # Seven seeds at two depths, the fewest that can show a difference in two tests. Swish is ahead by 0.002 at each,
    # whatever the seed.
    $runs = foreach ($depth in 2, 10) {
        foreach ($activation in 'ReLU', 'Swish') {
            foreach ($seed in 1..7) {
                [pscustomobject]@{
                    Activation = $activation
                    Depth = $depth
                    Seed = $seed
                    Status = 'Completed'
                    TestAccuracy = 0.96 + 0.0001 * ($seed * 7 % 10) + ($activation -eq 'Swish' ? 0.002 : 0)
                    TestLoss = 0.1 + 0.001 * ($seed * 7 % 10) - ($activation -eq 'Swish' ? 0.02 : 0)
                    TrainLoss = 0.05
                    Dataset = 'MNIST'
                }
            }
        }
    }
}

Describe 'The next step after Unclear' {
    BeforeAll {
        # Ten pairs at each of several depths, with a mean difference and a spread around it.
        function New-Pair($Effect, $Spread, $Seeds = 1..10, $Looks) {
            $pattern = -2, -1, 1, 2, 0.5, -0.5, 1.5, -1.5, 0.2, -0.2
            for ($depth = 1; $depth -le $Spread.Count; $depth++) {
                foreach ($seed in $Seeds) {
                    $difference = $Effect + $Spread[$depth - 1] * $pattern[($seed - 1) % 10]
                    foreach ($activation in 'ReLU', 'Swish') {
                        [pscustomobject]@{
                            Activation = $activation; Depth = $depth; Seed = $seed; Status = 'Completed'; Looks = $Looks
                            TestAccuracy = 0.9 + ($activation -eq 'Swish' ? $difference : 0); Dataset = 'MNIST'
                        }
                    }
                }
            }
        }
        function Get-Advice($Runs, $More = @{}) {
            $script:rows = $Runs | Compare-Activation @More -WarningVariable warnings -WarningAction SilentlyContinue |
                Where-Object Activation -EQ Swish
            $rows.Verdict | Sort-Object -Unique | Should -Be 'Unclear'
            , @($warnings)
        }
    }

    It 'is one warning for all rows, with the seeds of the row that needs most' {
        $advice = Get-Advice (New-Pair 0.0002 0.0015, 0.003)
        $advice | Should -HaveCount 1
        $few, $many = $rows.SeedsNeeded
        "$advice" | Should -BeLike ("2 rows are Unclear: a difference of 0.001 takes $few to $many seeds. " +
            "Plan them with -Repeat $many or -Until Decided.*")
    }

    It 'is a number of seeds that is enough if the difference is real' {
        $advice = Get-Advice (New-Pair 0.0008 @(0.002))
        "$advice" -match '-Repeat (\d+)' | Should -BeTrue
        (New-Pair 0.0012 @(0.002) -Seeds (1..$Matches[1]) | Compare-Activation)[1].Verdict | Should -Be 'Better'
    }

    It 'is about the observed difference if that is larger than the margin' {
        $advice = Get-Advice (New-Pair 0.003 @(0.006))
        "$($rows.Note)" -match 'observed needs (\d+) seeds' | Should -BeTrue
        $asSeen = $Matches[1]
        [int] $asSeen | Should -BeLessThan $rows.SeedsNeeded
        "$advice" | Should -BeLike ("1 row is Unclear: a difference as observed takes $asSeen seeds. " +
            "Plan them with -Repeat $asSeen *")
    }

    It 'leaves out seeds that nobody trains, and says what the runs show' {
        $advice = Get-Advice (New-Pair 0 @(0.03))
        "$advice" | Should -BeLike '*10 pairs detect 0.0*-Margin.'
        "$advice" | Should -Not -Match '-Repeat'
        "$(Get-Advice (New-Pair 0.0001 0.0015, 0.03))" | Should -BeLike '*-Repeat *, enough for 1 of them.*'
    }

    It 'is missing where nothing is known' {
        Get-Advice (New-Pair 0 @(0.01)) @{ Margin = 0 } | Should -BeNullOrEmpty
    }

    It 'is a longer plan after the last look, and the rest of the plan before' {
        "$(Get-Advice (New-Pair 0.0002 @(0.003) -Looks '5 looks, 10 seeds'))" | Should -Match '-MaximumRepeat \d+'
        "$(Get-Advice (New-Pair 0.0002 @(0.003) -Looks '5 looks, 10 seeds' -Seeds (1..8)))" |
            Should -BeLike '1 row is Unclear after look 4 of 5:*continues it.'
    }

    It 'is in the answer of the report' {
        New-Pair 0.0002 0.0015, 0.003 | Export-SwishReport "$TestDrive/unclear.html" -WarningVariable warnings
        $warnings | Where-Object { $_ -match 'Unclear' } | Should -BeNullOrEmpty
        Get-Content "$TestDrive/unclear.html" -Raw |
            Should -Match 'Next step: </strong>2 rows are Unclear: [^<]* -Repeat \d+'
    }
}

Describe 'Completion of columns' {
    It 'says of each parameter what it does with the column: <Parameter>' -ForEach @(
        @{ Parameter = 'GroupBy'; Text = 'One condition for each value of LearningRate' }
        @{ Parameter = 'AllowDifference'; Text = 'The runs of a pair may differ in LearningRate' }
        @{ Parameter = 'AtBest'; Text = 'Each activation has the LearningRate that is best for it' }
    ) {
        $line = "Compare-Activation -$Parameter Lea"
        $match = (TabExpansion2 $line $line.Length).CompletionMatches
        $match.CompletionText | Should -Be 'LearningRate'
        $match.ToolTip | Should -Be $Text
    }

    It 'offers what is tuned first' {
        $line = 'Compare-Activation -AtBest '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText |
            Select-Object -First 5 | Should -Be 'LearningRate', 'L2', 'WeightDecay', 'Dropout', 'Momentum'
    }
}

Describe 'Compare-Activation' {
    It 'gives a row for each condition and activation, in numerical order' {
        $rows = $runs | Compare-Activation
        $rows | ForEach-Object { "$($_.Depth) $($_.Activation)" } |
            Should -Be '2 ReLU', '2 Swish', '10 ReLU', '10 Swish'
        $rows.Runs | Should -Be 7, 7, 7, 7
    }

    It 'compares with ReLU where there is one' {
        ($runs | Compare-Activation).Baseline | Sort-Object -Unique | Should -Be 'ReLU'
    }

    It 'pairs the runs by seed' {
        $swish = ($runs | Compare-Activation)[1]
        $swish.Pairs | Should -Be 7
        [Math]::Abs($swish.Difference - 0.002) | Should -BeLessThan 1e-12
        $swish.Verdict | Should -Be 'Better'
    }

    It 'returns the median, as in the paper' {
        $median = ($runs | Compare-Activation)[0].Median
        [Math]::Abs($median - 0.9605) | Should -BeLessThan 0.0002
    }

    It 'returns Worse for the same runs with the baseline exchanged' {
        ($runs | Compare-Activation -Baseline Swish | Where-Object Activation -EQ ReLU).Verdict |
            Should -Be 'Worse', 'Worse'
    }

    It 'returns Same if the difference is within the margin' {
        $alike = $runs | Where-Object Activation -EQ ReLU |
            ForEach-Object { $_; $twin = $_ | Select-Object *; $twin.Activation = 'Swish'; $twin }
        ($alike | Compare-Activation | Where-Object Activation -EQ Swish).Verdict | Should -Be 'Same', 'Same'
    }

    It 'returns Untested for fewer than six pairs, with one warning' {
        $three = $runs | Where-Object Seed -LE 3 | Compare-Activation -WarningVariable warnings 3> $null
        ($three | Where-Object Activation -EQ Swish).Verdict | Should -Be 'Untested', 'Untested'
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike '3 pairs per row; a verdict needs 6*'
    }

    It 'returns NotComparable and the settings if the runs differ in more than the activation' {
        $mixed = $runs | Where-Object Depth -EQ 2 |
            Select-Object *, @{ Name = 'Momentum'; Expression = { $_.Activation -eq 'ReLU' ? 0.9 : 0.5 } }
        $swish = ($mixed | Compare-Activation)[1]
        $swish.Verdict | Should -Be 'NotComparable'
        $swish.AlsoDiffers | Should -Be 'Momentum'
        ($mixed | Compare-Activation -AllowDifference Momentum)[1].Verdict | Should -Be 'Better'
    }

    It 'takes -LowerIsBetter of a metric that it does not know' {
        $energy = $runs | Where-Object Depth -EQ 2 | Select-Object *, @{ Name = 'Energy'; Expression = 'TestAccuracy' }
        ($energy | Compare-Activation -Metric Energy -LowerIsBetter)[1].Verdict | Should -Be 'Worse'
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

    It 'counts collapsed runs, and returns the difference of the other pairs separately' {
        $lost = $runs | Select-Object *
        $lost | Where-Object { $_.Depth -eq 10 -and $_.Activation -eq 'ReLU' -and $_.Seed -gt 5 } | ForEach-Object {
            $_.Status = 'Diverged'
            $_.TestAccuracy = 0.1
        }
        $rows = $lost | Compare-Activation
        $rows[2].Collapsed | Should -Be 2
        $rows[3].Pairs | Should -Be 7
        $rows[3].SurvivorPairs | Should -Be 5
        $rows[3].Difference | Should -BeNullOrEmpty
        $rows[3].Verdict | Should -Be 'Better'
    }

    It 'groups by the columns that one asks for' {
        $two = $runs | Where-Object Depth -EQ 2
        ($two | Compare-Activation -GroupBy Depth)[0].Depth | Should -Be 2
        ($two | Compare-Activation -GroupBy Depth)[0].Condition | Should -Be 'Depth 2'
        ($two | Compare-Activation)[0].Condition | Should -BeNullOrEmpty
    }

    It 'has the settings as columns whatever varies, so that a script in strict mode can read them' {
        Set-StrictMode -Version Latest
        $one = @($runs | Where-Object Depth -EQ 2 | Compare-Activation)
        $one.Depth | Should -Be 2, 2
        $several = @($runs | Compare-Activation)
        $several[0].PSObject.Properties.Name | Sort-Object |
            Should -Be ($one[0].PSObject.Properties.Name | Sort-Object)
    }

    It 'rejects <Because>' -ForEach @(
        @{ Because = 'a baseline that was not trained'; Id = 'BaselineNotFound*'; Wrong = @{ Baseline = 'Mish' } }
        @{ Because = 'a metric that there is not'; Id = 'UnknownMetric*'; Wrong = @{ Metric = 'Speed' } }
        @{ Because = 'a column that there is not'; Id = 'UnknownColumn*'; Wrong = @{ GroupBy = 'Dept' } }
        @{ Because = 'groups by a verdict'; Id = 'InvalidGroupBy*'; Wrong = @{ GroupBy = 'Verdict' } }
        @{ Because = 'groups by seeds'; Id = 'InvalidGroupBy*'; Wrong = @{ GroupBy = 'Seed' } }
        @{
            Because = 'a column that is null'; Id = 'ParameterArgumentValidationError*'
            Wrong = @{ GroupBy = @($null) }
        }
    ) {
        { $runs | Compare-Activation @Wrong } | Should -Throw -ErrorId $Id
    }

    It 'rejects the same run twice: it would count as two' {
        { $runs + $runs[0] | Compare-Activation } | Should -Throw -ErrorId 'DuplicateRun*'
    }
}

Describe 'Compare-Activation on new test examples' {
    BeforeAll {
        $log = "$TestDrive/runs.jsonl"
        $sweep = @{ Activation = 'ReLU', 'Swish'; Depth = 1, 2; Width = 16; Step = 40; Repeat = 6; ResultPath = $log }
        $trained = Invoke-SwishTraining @sweep
    }

    It 'has a verdict for new test examples beside that for these' {
        $row = ($trained | Compare-Activation -WarningAction Ignore)[1]
        $row.NewExamplesVerdict | Should -BeIn 'Better', 'Worse', 'Same', 'Unclear'
        $row.Covers | Should -Be 'new seeds, new examples'
        $row.NewExamplesUpper - $row.NewExamplesLower |
            Should -BeGreaterOrEqual ($row.DifferenceUpper - $row.DifferenceLower - 1e-12)
        $row.NewExamplesPValue | Should -BeGreaterOrEqual $row.PValue
    }

    It 'reads the correctness of examples from a log, and not from a CSV file' {
        $live = ($trained | Compare-Activation -WarningAction Ignore)[1]
        $read = (Import-TrainingResult $log | Compare-Activation -WarningAction Ignore)[1]
        $read.NewExamplesPValue | Should -Be $live.NewExamplesPValue
        $trained | Export-Csv "$TestDrive/runs.csv"
        $table = (Import-Csv "$TestDrive/runs.csv" | Compare-Activation -WarningAction Ignore)[1]
        $table.PValue | Should -Be $live.PValue
        $table.NewExamplesVerdict | Should -BeNullOrEmpty
        $table.Covers | Should -Be 'new seeds'
        $table.Note | Should -BeLike '*the results lack the correctness of each example*'
    }

    It 'keeps the correctness out of the columns' {
        ($trained[0] | ConvertTo-Csv)[0] | Should -Not -BeLike '*Correct*'
        $trained[0] | ConvertTo-Json | Should -Not -BeLike '*correctness*'
        $trained[0].GetCorrectness().Count | Should -Be $trained[0].TestCount
        $trained[0].GetCorrectness().CorrectCount / 10000 | Should -Be $trained[0].TestAccuracy
    }

    It 'ranks the activations over the conditions, and plots the ranks' {
        $summary = $trained | Compare-Activation -Summary -WarningAction Ignore
        $summary.MeanRank + $summary.BaselineMeanRank | Should -Be 3
        $summary.RankedConditions | Should -Be 2
        $summary | Export-SwishPlot "$TestDrive/ranks.svg"
        Get-Content "$TestDrive/ranks.svg" -Raw | Should -BeLike '*critical difference*'
        $difference = 'critical difference {0:0.00}' -f $summary.CriticalDifference
        $summary | Show-SwishPlot -Width 60 | Should -Contain $difference
    }
}
