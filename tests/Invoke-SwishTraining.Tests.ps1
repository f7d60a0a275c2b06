#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $mnist = Import-MnistDataset
    $modulePath = (Get-Module Swish).ModuleBase
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
    }

    Context 'the grid' {
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

    Context 'gates' {
        It 'takes gates beside activations, by name, with an activation and as a script block' {
            $results = Invoke-SwishTraining @quick -Activation Swish, glu, 'GLU(Tanh)', { $x * (Sigmoid $y) }
            $results.Activation | Should -Be 'Swish', 'GLU', 'GLU(Tanh)', '{x*sigmoid(y)}'
            $results.Status | Should -Be (@('Completed') * 4)
        }

        It 'narrows the layers to the number of parameters of an activation, and tells the widths' {
            $swish, $gate = Invoke-SwishTraining -Dataset $mnist -Step 1 -Width 64 -Activation Swish, SwiGLU
            $swish.GateLayers | Should -BeNullOrEmpty
            $gate.HiddenLayers | Should -Be '64x2'
            $gate.GateLayers | Should -Be '33x2'
            $gate.Parameters | Should -Be (2 * (784 + 1) * 33 + 2 * (33 + 1) * 33 + (33 + 1) * 10)
            $gate.Setting | Should -Be $swish.Setting
        }

        It 'keeps the width with -GateWidth Unchanged, and says so in the settings' {
            $gate = Invoke-SwishTraining @quick -Activation GLU -GateWidth Unchanged
            $gate.GateLayers | Should -Be '8'
            $gate.Parameters | Should -Be (2 * (784 * 8 + 8) + 8 * 10 + 10)
            $gate.OtherSettings | Should -Match 'GateWidth=Unchanged'
        }

        It 'pairs gates with activations in a comparison' {
            $rows = Invoke-SwishTraining @quick -Activation Swish, GLU -Repeat 6 | Compare-Activation -Baseline Swish
            $rows.Activation | Should -Be 'Swish', 'GLU'
            $rows[1].Pairs | Should -Be 6
            $rows[1].Verdict | Should -Not -Be 'NotComparable'
        }

        It 'resumes from a log' {
            $log = "TestDrive:/gates.jsonl"
            $first = Invoke-SwishTraining @quick -Activation GLU, { $x * [Math]::Tanh($y) } -ResultPath $log
            $again = Invoke-SwishTraining @quick -Activation GLU, { $x * [Math]::Tanh($y) } -ResultPath $log
            $again.WeightHash | Should -Be $first.WeightHash
            $again.Seconds | Should -Be $first.Seconds
            $again.GateLayers | Should -Be $first.GateLayers
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
    }



    Context 'checkpoints and early stopping' -Tag Slow {
        It 'needs a place for the checkpoints' {
            { Invoke-SwishTraining @quick -CheckpointEvery 5 } | Should -Throw -ErrorId 'ContradictingParameters*'
        }

        It 'continues a run at its checkpoint, to the same bits, and deletes it' {
            $log = "$TestDrive/long.jsonl"
            $steps = @{ Dataset = $mnist; Width = 8; Depth = 1; Step = 4000; CheckpointEvery = 100; ResultPath = $log }
            $job = Start-ThreadJob { Import-Module $using:modulePath; $steps = $using:steps;
                Invoke-SwishTraining @steps }
            while (-not (Get-ChildItem "$log.*.checkpoint")) {
                if ($job.State -notin 'NotStarted', 'Running') { break }
                Start-Sleep -Milliseconds 20
            }
            Stop-Job $job
            Get-ChildItem "$log.*.checkpoint" | Should -HaveCount 1
            $verbose = Invoke-SwishTraining @steps -Verbose 4>&1 | Where-Object { $_ -match 'continued after step' }
            $verbose | Should -HaveCount 1
            Get-ChildItem "$log.*" | Should -HaveCount 0
            $steps.Remove('CheckpointEvery')
            $steps.Remove('ResultPath')
            (Import-TrainingResult $log).WeightHash | Should -Be (Invoke-SwishTraining @steps).WeightHash
        }

        It 'warns of a checkpoint that it does not use' {
            $log = "$TestDrive/warned.jsonl"
            $id = (Invoke-SwishTraining @quick).RunId
            Set-Content "$log.$id.checkpoint" 'my notes'
            $null = Invoke-SwishTraining @quick -ResultPath $log -WarningVariable warnings `
                -WarningAction SilentlyContinue
            $warnings | Should -Match 'it is not a checkpoint'
            Get-Content "$log.$id.checkpoint" | Should -Be 'my notes'
        }

        It 'stops early, with the network of the smallest validation loss' {
            $run = Invoke-SwishTraining -Dataset $mnist -Width 8 -Step 400 -LearningRate 0.05 -EvaluateEvery 10 `
                -Patience 2
            $run.Steps | Should -BeLessThan 400
            $run.OtherSettings | Should -Be 'EvaluateEvery=10; Patience=2'
            $best = $run | Get-TrainingHistory | Sort-Object ValidationLoss -Top 1
            $run.ValidationAccuracy | Should -Be $best.ValidationAccuracy
        }

        It 'compares runs that end at different steps' {
            $runs = Invoke-SwishTraining -Dataset $mnist -Activation ReLU, Swish -Width 8 -Step 200 -LearningRate 0.05 `
                -EvaluateEvery 10 -Patience 2 -Repeat 6
            ($runs.Steps | Sort-Object -Unique).Count | Should -BeGreaterThan 1
            ($runs | Compare-Activation -WarningAction Ignore).Pairs | Should -Be @($null, 6)
        }
    }

    Context 'input by name' {
        BeforeAll {
            $rows = foreach ($i in 0..59) { [pscustomobject]@{ x = $i % 3; y = $i / 8; kind = 'abc'[$i % 3] } }
            $tiny = @{ Width = 4; Step = 2; BatchSize = 8; ValidationCount = 0 }
        }

        It 'trains on rows and data sets as it does from the pipeline' {
            (Invoke-SwishTraining -InputObject $rows -Label kind @tiny).RunId |
                Should -Be ($rows | Invoke-SwishTraining -Label kind @tiny).RunId
            $data = (New-ToyDataset Moons -Count 100), (New-ToyDataset Circles -Count 100)
            $expected = ($data | Invoke-SwishTraining @tiny).RunId
            (Invoke-SwishTraining -InputObject $data @tiny).RunId | Should -Be $expected
            (, $data | Invoke-SwishTraining @tiny).RunId | Should -Be $expected
        }

        It 'rejects what would be ignored' {
            foreach ($input in (Get-SwishRecipe Synced2017Deep), (Get-Activation Mish), $rows, 'ReLU') {
                { Invoke-SwishTraining -InputObject $input @tiny -ErrorAction Stop } |
                    Should -Throw -ErrorId 'ContradictingParameters*'
            }
        }
    }

    Context 'wrong input' {
        It 'names the nearest activations where a name does not exist' {
            { Invoke-SwishTraining -Activation Swihs } | Should -Throw '*Swihs*Swish*'
        }
    }
}
