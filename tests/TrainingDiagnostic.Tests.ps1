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
    It 'shows activations, dead units, gradients and weights' {
        foreach ($row in $rows) {
            $row.DeadShare | Should -BeGreaterOrEqual 0
            $row.DeadShare | Should -BeLessOrEqual 1
            $row.StandardDeviation | Should -BeGreaterThan 0
            $row.GradientNorm | Should -BeGreaterThan 0
            $row.WeightNorm | Should -BeGreaterThan 0
        }
    }

    It 'is drawn over the layers, or as its columns say' {
        $rows | Export-SwishPlot TestDrive:/gradient.svg
        Get-Content TestDrive:/gradient.svg -Raw | Should -Match 'Norm of the gradient by hidden layer'
        "$($rows | Show-SwishPlot -Metric DeadShare)" | Should -Match 'Share of dead units'
    }
}
