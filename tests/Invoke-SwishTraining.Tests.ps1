#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $mnist = Import-MnistDataset
    # A network of one small layer and a few steps on the real digits: a run takes a fraction of a second.
    $quick = @{ Dataset = $mnist; Width = 8; Depth = 1; Step = 10 }
}

Describe 'Invoke-SwishTraining' {
    Context 'one run' {
        BeforeAll {
            $result = Invoke-SwishTraining @quick
        }

        It 'gives one object that says what was trained' {
            $result | Should -HaveCount 1
            $result.Activation | Should -Be 'Swish'
            $result.HiddenLayers | Should -Be '8'
            $result.Dataset | Should -Be 'MNIST'
            $result.Seed | Should -Be 1
            $result.Steps | Should -Be 10
            $result.Parameters | Should -Be (784 * 8 + 8 + 8 * 10 + 10)
        }

        It 'says how it ended' {
            $result.Status | Should -Be 'Completed'
            $result.TestAccuracy | Should -BeGreaterThan 0.05
            $result.TestAccuracy | Should -BeLessThan 1
            $result.ValidationAccuracy | Should -BeGreaterThan 0.05
            $result.TestLoss | Should -BeGreaterThan 0
            $result.Seconds | Should -BeGreaterThan 0
            $result.WeightHash | Should -Match '^[0-9a-f]{32}$'
        }

        It 'has plain columns alone, so that it exports as one clean row' {
            $row = $result | ConvertTo-Csv | ConvertFrom-Csv
            $row.PSObject.Properties.Value | Should -Not -Match '^(System|Swish)\.'
        }
    }

    Context 'the grid' {
        It 'trains every combination, in the order of the parameters, seeds innermost' {
            $results = Invoke-SwishTraining -Dataset $mnist -Step 1 -Activation ReLU, Swish -Depth 2, 1 -Width 4 `
                -Repeat 2
            $results | ForEach-Object { "$($_.Activation) $($_.HiddenLayers) $($_.Seed)" } | Should -Be @(
                'ReLU 4x2 1', 'ReLU 4x2 2', 'ReLU 4 1', 'ReLU 4 2'
                'Swish 4x2 1', 'Swish 4x2 2', 'Swish 4 1', 'Swish 4 2')
        }

        It 'sweeps batch sizes and learning rates' {
            $results = Invoke-SwishTraining @quick -BatchSize 32, 64 -LearningRate 0.01, 0.001
            $results.BatchSize | Should -Be 32, 32, 64, 64
            $results.LearningRate | Should -Be 0.01, 0.001, 0.01, 0.001
        }

        It 'takes one architecture as a list of widths' {
            (Invoke-SwishTraining -Dataset $mnist -Step 1 -HiddenLayer 9, 7, 7).HiddenLayers | Should -Be '9-7x2'
        }

        It 'takes seeds as they are given' {
            (Invoke-SwishTraining @quick -Seed 11, 5).Seed | Should -Be 11, 5
        }

        It 'takes activations by name, with constants, as an object and as a script block' {
            $own = New-Activation { $x * (Sigmoid (2 * $x)) }
            $results = Invoke-SwishTraining @quick -Activation silu, 'Swish(beta=1.5)', $own, { Max 0 $x }
            $results.Activation | Should -Be 'Swish', 'Swish(beta=1.5)', "$own", '{max(0, x)}'
        }
    }

    Context 'the same seed' {
        It 'gives the same weights, to the last bit' {
            (Invoke-SwishTraining @quick).WeightHash | Should -Be (Invoke-SwishTraining @quick).WeightHash
        }

        It 'gives the same weights whatever the number of threads and of runs at once' {
            $one = Invoke-SwishTraining @quick -Repeat 2 -ThrottleLimit 1 -Thread 1
            $two = Invoke-SwishTraining @quick -Repeat 2 -ThrottleLimit 2 -Thread 2
            $two.WeightHash | Should -Be $one.WeightHash
        }

        It 'gives other weights than another seed' {
            (Invoke-SwishTraining @quick -Repeat 2).WeightHash | Sort-Object -Unique | Should -HaveCount 2
        }
    }

    Context 'recipes' {
        It 'takes a recipe by name, and parameters in place of its values' {
            $result = Invoke-SwishTraining -Recipe Synced2017Deep -Dataset $mnist -HiddenLayer 4 -Step 1
            $result.Activation | Should -Be 'ReLU'
            $result.LearningRate | Should -Be 0.008
            $result.HiddenLayers | Should -Be '4'
        }

        It 'takes a changed recipe from the pipeline' {
            $recipe = Get-SwishRecipe Default
            $recipe.Activation = 'ReLU', 'Swish'
            $recipe.Width = 4
            $recipe.Step = 1
            ($recipe | Invoke-SwishTraining -Dataset $mnist).Activation | Should -Be 'ReLU', 'Swish'
        }
    }

    Context 'the result log' {
        BeforeAll {
            $log = "$((Get-Item TestDrive:/).FullName)/runs.jsonl"
            $first = Invoke-SwishTraining @quick -Seed 2 -ResultPath $log
        }

        It 'does what is missing and gives all, in order' {
            $all = Invoke-SwishTraining @quick -Repeat 3 -ResultPath $log -Verbose 4>&1
            $found, $told = $all.Where({ $_ -isnot [System.Management.Automation.VerboseRecord] }, 'Split')
            $found.Seed | Should -Be 1, 2, 3
            $found[1].WeightHash | Should -Be $first.WeightHash
            "$told" | Should -Match '1 of 3 runs found'
            Get-Content $log | Should -HaveCount 3
        }

        It 'splits the same grid among machines by -Shard' {
            (Invoke-SwishTraining @quick -Repeat 5 -Shard '2/2').Seed | Should -Be 2, 4
        }
    }

    Context 'what ends early' {
        It 'gives a run that diverges as a result, and goes on with the others' {
            $results = Invoke-SwishTraining -Dataset $mnist -Depth 3 -Width 8 -Step 30 -Optimizer SGD `
                -Activation Identity -LearningRate 0.001, 900000, 0.002 -WarningAction Ignore
            $results.Status | Should -Be 'Completed', 'Diverged', 'Completed'
            $results[1].WeightHash | Should -BeNullOrEmpty
        }

        It 'stops when a command behind it has enough' {
            # To its end this sweep would take minutes.
            Invoke-SwishTraining @quick -Repeat 5000 | Select-Object -First 2 | Should -HaveCount 2
        }
    }

    Context '-WhatIf' {
        It 'trains nothing and writes no log' {
            Invoke-SwishTraining @quick -ResultPath TestDrive:/whatif.jsonl -WhatIf | Should -BeNullOrEmpty
            'TestDrive:/whatif.jsonl' | Should -Not -Exist
        }
    }

    Context 'wrong input' {
        It 'rejects -<Name> <Value> in a sentence' -ForEach @(
            @{ Name = 'BatchSize'; Value = 0; Sentence = '*A batch size is a whole number*not 0.' }
            @{ Name = 'LearningRate'; Value = -1.0; Sentence = '*A learning rate is a finite number above 0*not -1.' }
            @{ Name = 'LearningRate'; Value = [double]::NaN; Sentence = '*A learning rate is a finite number*not NaN.' }
            @{ Name = 'Depth'; Value = -1; Sentence = '*The number of hidden layers is a whole number*not -1.' }
            @{ Name = 'Dropout'; Value = 1.0; Sentence = '*The dropout is a finite number from 0 to below 1, not 1.' }
        ) {
            $wrong = @{ $Name = $Value }
            { Invoke-SwishTraining -Dataset $mnist @wrong } | Should -Throw $Sentence
        }

        It 'rejects <Because>' -ForEach @(
            @{ Because = 'a depth beside a list of layers'; Id = 'ContradictingParameters*'
                Wrong = @{ Depth = 2; HiddenLayer = 8 }
            }
            @{ Because = 'epochs beside steps'; Id = 'ContradictingParameters*'; Wrong = @{ Epoch = 1; Step = 1 } }
            @{ Because = 'a recipe that does not exist'; Id = 'UnknownRecipe*'; Wrong = @{ Recipe = 'Synced2018' } }
            @{ Because = 'a batch larger than the data'; Id = 'BatchLargerThanTrainingSet*'
                Wrong = @{ BatchSize = 60001 }
            }
            @{ Because = 'a validation set that leaves nothing'; Id = 'ValidationSetTooLarge*'
                Wrong = @{ ValidationCount = 60000 }
            }
            @{ Because = 'the same run twice'; Id = 'DuplicateRun*'; Wrong = @{ Seed = 1, 1 } }
            @{ Because = 'a network larger than the memory'; Id = 'NetworkTooLarge*'
                Wrong = @{ HiddenLayer = 1000000, 1000000 }
            }
            @{ Because = 'a shard that there is not'; Id = 'InvalidShard*'; Wrong = @{ Shard = '3/2' } }
        ) {
            { Invoke-SwishTraining -Dataset $mnist @Wrong } | Should -Throw -ErrorId $Id
        }

        It 'names the nearest activations where a name does not exist' {
            { Invoke-SwishTraining -Activation Swihs } | Should -Throw '*Swihs*Swish*'
        }

        It 'warns of what is legal and surely not wanted' {
            $null = Invoke-SwishTraining -Dataset $mnist -Width 4 -Step 1 -BatchNorm All -BatchSize 1 `
                -WarningVariable said -WarningAction SilentlyContinue
            "$said" | Should -Match 'batch of 1'
        }
    }
}
