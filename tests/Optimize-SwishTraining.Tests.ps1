#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $data = New-ToyDataset Moons -Count 300
    $tune = @{
        Dataset = $data; Activation = 'ReLU', 'Tanh'; Width = 8; Step = 36; Repeat = 6; Count = 9
        WarningAction = 'Ignore'
    }
    $results = Optimize-SwishTraining @tune -ResultPath "$TestDrive/runs.jsonl" -TuningVariable tuning
}

Describe 'Optimize-SwishTraining' {
    It 'returns the runs with the best rates, paired by seed' {
        $results | ForEach-Object { "$($_.Activation) $($_.Seed)" } |
            Should -Be (@(1..6 | ForEach-Object { "ReLU $_" }) + @(1..6 | ForEach-Object { "Tanh $_" }))
        foreach ($one in $results | Group-Object Activation) {
            $rate = $one.Group.LearningRate | Sort-Object -Unique
            $rate | Should -HaveCount 1
            $rate | Should -Be ($tuning | Where-Object { $_.IsBest -and $_.Activation -eq $one.Name }).LearningRate
        }
    }

    It 'tries the same rates for each activation, with equal budgets and seeds of its own' {
        $first = $tuning | Where-Object Rung -EQ 1 | Group-Object Activation
        $first | ForEach-Object Count | Should -Be 9, 9
        $first[0].Group.LearningRate | Should -Be $first[1].Group.LearningRate
        $tuning | Where-Object Activation -EQ ReLU | Group-Object Rung |
            ForEach-Object { "$($_.Count)x$($_.Group[0].Steps)" } |
            Should -Be '9x4', '3x12', '1x36'
        (Import-TrainingResult "$TestDrive/runs.tuning.jsonl").Seed | Sort-Object -Unique | Should -Be 1000000
    }

    It 'is compared with -AtBest, as a grid of rates is' {
        $row = ($results | Compare-Activation -AtBest LearningRate -WarningAction Ignore)[1]
        $row.Pairs | Should -Be 6
        $row.AtBest | Should -Be 'LearningRate'
        $row.Verdict | Should -Not -Be 'NotComparable'
    }

    It 'continues from its logs, to the same bits' {
        $count = (Import-TrainingResult "$TestDrive/run*.jsonl").Count
        $again = Optimize-SwishTraining @tune -ResultPath "$TestDrive/runs.jsonl"
        $again.WeightHash | Should -Be $results.WeightHash
        (Import-TrainingResult "$TestDrive/run*.jsonl").Count | Should -Be $count
        (Optimize-SwishTraining @tune -ThrottleLimit 1).WeightHash | Should -Be $results.WeightHash
    }

    It 'draws tuning curves, and the accuracy at each rate' {
        $tuning | Export-SwishPlot TestDrive:/tuning.svg
        Get-Content TestDrive:/tuning.svg -Raw | Should -Match 'Settings tried'
        $tuning | Export-SwishPlot TestDrive:/rates.svg -X LearningRate -Y ValidationAccuracy
        Get-Content TestDrive:/rates.svg -Raw | Should -Match '>Learning rate<'
        "$($tuning | Show-SwishPlot)" | Should -Match 'Settings tried'
    }

    It 'shows its trials in a table' {
        $tuning | Format-Table | Out-String | Should -Match 'LearnRate\s+Validation\s+Best'
    }

    It 'warns about a best rate at the edge' {
        $edge = @{ Dataset = $data; Width = 8; Step = 30; Repeat = 1; Count = 3; LearningRateRange = 1e-7, 1e-6 }
        $null = Optimize-SwishTraining @edge -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'at the edge of those tried.*largest tried'
    }

    It 'tunes other settings, and under each condition by itself' {
        $both = @{ Dataset = $data; Activation = 'ReLU'; Depth = 1, 2; Width = 8; Step = 12; Repeat = 1; Count = 4 }
        $null = Optimize-SwishTraining @both -DropoutRange 0, 0.5 -TuningVariable trials -WarningAction Ignore
        ($trials | Where-Object IsBest).Depth | Should -Be 1, 2
        ($trials.Dropout | Sort-Object -Unique).Count | Should -BeGreaterThan 2
        # A rate that is given is kept.
        $both.WarningAction = 'Ignore'
        $null = Optimize-SwishTraining @both -LearningRate 0.01 -DropoutRange 0, 0.5 -TuningVariable kept
        $kept.LearningRate | Sort-Object -Unique | Should -Be 0.01
    }

    It 'tunes nothing if the variable of the tuning cannot be set' {
        $log = "$TestDrive/none.jsonl"
        $short = @{ Dataset = $data; Activation = 'ReLU'; Width = 8; Step = 12; Repeat = 1; Count = 2 }
        foreach ($name in 'PID', 'x:y', 'Function:prompt') {
            { Optimize-SwishTraining @short -TuningVariable $name -ResultPath $log } |
                Should -Throw -ErrorId 'InvalidVariable*'
        }
        Get-ChildItem $TestDrive -Filter 'none*' | Should -BeNullOrEmpty
    }

    It 'tunes nothing if recipes differ only in what is tuned' {
        $log = "$TestDrive/same.jsonl"
        $recipe = Get-SwishRecipe Default
        $recipe.LearningRate = 0.1, 0.01
        $short = @{ Dataset = $data; Epoch = 1; Count = 2; Rung = 1; Seed = 1; ResultPath = $log }
        { Optimize-SwishTraining $recipe @short } |
            Should -Throw '*differ at most in LearningRate, which is tuned*' -ErrorId 'DuplicateRun*'
        # Without hidden layers, the width has no effect.
        { Optimize-SwishTraining -Depth 0 -Width 8, 16 @short } | Should -Throw -ErrorId 'DuplicateRun*'
        Get-ChildItem $TestDrive -Filter 'same*' | Should -BeNullOrEmpty
        # With other seeds, they are the runs of one target.
        $other = Get-SwishRecipe Default
        ($recipe.LearningRate, $other.LearningRate) = 0.1, 0.01
        ($recipe.Seed, $other.Seed) = 1, 2
        $short.Remove('Seed')
        $runs = $recipe, $other | Optimize-SwishTraining @short -WarningAction Ignore
        $runs.Seed | Should -Be 1, 2
        $runs.LearningRate | Sort-Object -Unique | Should -HaveCount 1
    }

    It 'warns where no setting is better than another' {
        $wild = @{
            Dataset = $data; Activation = 'ReLU'; Width = 8; Step = 60; Repeat = 1; Count = 4; Rung = 1
            Optimizer = 'SGD'; LearningRateRange = 1e5, 1e6
        }
        $null = Optimize-SwishTraining @wild -WarningVariable warnings -WarningAction Ignore
        "$warnings" | Should -Match 'equally good'
        "$warnings" | Should -Not -Match 'Specify a -LearningRate'
    }

    It 'leaves the variable of the tuning as it is if nothing is tuned' {
        Set-Content "$TestDrive/bad.jsonl" 'hello'
        $yesterday = 1, 2, 3
        $short = @{ Dataset = $data; Activation = 'ReLU'; Width = 8; Step = 12; Repeat = 1; Count = 2 }
        { Optimize-SwishTraining @short -TuningVariable yesterday -ResultPath "$TestDrive/bad.jsonl" } |
            Should -Throw -ErrorId 'ResultLogDamaged*'
        $yesterday | Should -Be 1, 2, 3
    }

    It 'tunes nothing with a file that is no log' {
        Set-Content "$TestDrive/notes.jsonl" 'hello'
        $short = @{ Dataset = $data; Activation = 'ReLU'; Width = 8; Step = 12; Repeat = 1; Count = 2 }
        { Optimize-SwishTraining @short -ResultPath "$TestDrive/notes.jsonl" } | Should -Throw
        "$TestDrive/notes.tuning.jsonl" | Should -Not -Exist
    }

    It 'tunes regression by the validation loss' {
        $sine = New-ToyDataset Sine -Count 200
        $few = @{ Width = 8; Step = 30; Count = 4; Rung = 1; WarningAction = 'Ignore' }
        $null = Optimize-SwishTraining -Dataset $sine @few -TuningVariable trials
        ($trials | Sort-Object ValidationLoss)[0].IsBest | Should -BeTrue
    }

    It 'shows the rungs and trains nothing with -WhatIf' {
        Optimize-SwishTraining @tune -ResultPath TestDrive:/never.jsonl -WhatIf | Should -BeNullOrEmpty
        'TestDrive:/never*' | Should -Not -Exist
    }

    It 'has no parameters without a use here' {
        $parameters = (Get-Command Optimize-SwishTraining).Parameters.Keys
        foreach ($name in 'Shard', 'Label', 'AsJobScript', 'SplitSeed', 'InitialNetwork') {
            $parameters | Should -Not -Contain $name
        }
        $parameters | Should -Contain 'Patience'
    }

    It 'rejects <What>' -ForEach @(
        @{
            What = 'a range of one number'; Id = 'ParameterArgumentValidationError*'
            Change = @{ LearningRateRange = 0.1 }
        }
        @{ What = 'a range that is turned around'; Change = @{ LearningRateRange = 0.1, 0.01 }; Id = 'InvalidTuning*' }
        @{
            What = 'a rate and its range'; Id = 'ContradictingParameters*'
            Change = @{ LearningRate = 0.1; LearningRateRange = 0.1, 1 }
        }
        @{ What = 'nothing to tune'; Change = @{ LearningRate = 0.1 }; Id = 'InvalidTuning*' }
        @{ What = 'a seed of the runs'; Change = @{ TuningSeed = 6 }; Id = 'InvalidTuning*' }
        @{ What = 'no validation set'; Change = @{ ValidationCount = 0 }; Id = 'ValidationNeeded*' }
        @{ What = 'an impossible dropout'; Change = @{ DropoutRange = 0, 2 }; Id = 'InvalidDropout*' }
    ) {
        { Optimize-SwishTraining @tune @Change } | Should -Throw -ErrorId $Id
    }
}
