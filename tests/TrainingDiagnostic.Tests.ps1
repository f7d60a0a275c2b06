#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $log = "$((Get-Item TestDrive:/).FullName)/runs.jsonl"
    $train = @{ Activation = 'ReLU', 'TrainedSwish'; Depth = 3; Width = 8; Step = 6; EvaluateEvery = 3 }
    $runs = Invoke-SwishTraining @train -Diagnostic -ResultPath $log -ThrottleLimit 1
    $rows = $runs | Get-TrainingDiagnostic
}

Describe 'Get-TrainingDiagnostic' {
    It 'gives a row for each layer, before the first step and at each evaluation' {
        $rows | Where-Object Activation -EQ 'ReLU' | ForEach-Object { "$($_.Step) $($_.Layer)" } |
            Should -Be '0 1', '0 2', '0 3', '3 1', '3 2', '3 3', '6 1', '6 2', '6 3'
    }

    It 'shows activations, dead units, gradients and weights' {
        foreach ($row in $rows) {
            $row.DeadShare | Should -BeGreaterOrEqual 0
            $row.DeadShare | Should -BeLessOrEqual 1
            $row.StandardDeviation | Should -BeGreaterThan 0
            $row.GradientNorm | Should -BeGreaterThan 0
            $row.WeightNorm | Should -BeGreaterThan 0
        }
    }

    It 'shows where a learnable parameter has got to' {
        $trained = $rows | Where-Object Activation -EQ 'TrainedSwish'
        ($trained | Where-Object Step -EQ 0).ConstantMean | Should -Be 1, 1, 1
        ($trained | Where-Object Step -EQ 6).ConstantMean | Should -Not -Contain 1
        $rows | Where-Object { $_.Activation -eq 'ReLU' -and $null -ne $_.Constant } | Should -BeNullOrEmpty
    }

    It 'changes no weight' {
        $runs.WeightHash | Should -Be (Invoke-SwishTraining @train).WeightHash
    }

    It 'comes back from a log' {
        (Import-TrainingResult $log | Get-TrainingDiagnostic | ConvertTo-Csv) | Should -Be ($rows | ConvertTo-Csv)
    }

    It 'is drawn over the layers, or as its columns say' {
        $rows | Export-SwishPlot TestDrive:/gradient.svg
        Get-Content TestDrive:/gradient.svg -Raw | Should -Match 'Norm of the gradient by hidden layer'
        "$($rows | Show-SwishPlot -Metric DeadShare)" | Should -Match 'Share of dead units'
    }

    It 'says what to do where a run was trained without -Diagnostic' {
        $run = Invoke-SwishTraining -Width 8 -Step 1
        { $run | Get-TrainingDiagnostic -ErrorAction Stop } | Should -Throw '*-Diagnostic*' -ErrorId 'NoDiagnostic*'
    }
}
