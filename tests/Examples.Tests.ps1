#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $examples = "$PSScriptRoot/../docs/examples"
    $modulePath = (Get-Module Swish).ModuleBase
    $folder = (Get-Item TestDrive:/).FullName
}

Describe 'The examples' -Tag Slow {
    It 'draw curves for a lecture' {
        $rows = & $examples/LectureCurves.ps1 -OutputPath $folder
        $rows.Activation | ForEach-Object { "$_" } | Should -Be 'ReLU', 'Swish', 'GELU', 'Mish'
        foreach ($name in 'swish', 'family', 'slopes', 'beta') { "$folder/$name.svg" | Should -Exist }
    }

    It 'sweep depths, and go on where they ended' {
        $small = @{ Depth = 1, 2; Width = 8; Epoch = 1; OutputPath = $folder }
        $null = & $examples/DepthSweep.ps1 @small -Repeat 1
        $plot = Get-Item "$folder/depth.svg"
        { & $examples/DepthSweep.ps1 @small -Repeat 1 -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists*'
        $rows = & $examples/DepthSweep.ps1 @small -Repeat 2 -Force
        (Get-Item "$folder/depth.svg").LastWriteTime | Should -BeGreaterThan $plot.LastWriteTime
        $rows | ForEach-Object { "$($_.Depth) $($_.Activation) $($_.Runs)" } |
            Should -Be '1 ReLU 2', '1 Swish 2', '2 ReLU 2', '2 Swish 2'
        Import-TrainingResult "$folder/depth.jsonl" | Should -HaveCount 8
        "$folder/depth.svg" | Should -Exist
    }

    It 'sweep batch sizes, at one rate and at one that grows' {
        $rows = & $examples/BatchSizeSweep.ps1 -BatchSize 512, 2048 -Epoch 1 -Repeat 1 -OutputPath $folder
        $rows | Should -HaveCount 8
        # The smallest batch has the same rate in both sweeps, and is trained once.
        Import-TrainingResult "$folder/batch-size.jsonl" | Should -HaveCount 6
        "$folder/batch-size-fixed.svg" | Should -Exist
        "$folder/batch-size-scaled.svg" | Should -Exist
    }

    It 'sweep learning rates' {
        $rows = & $examples/LearningRateSweep.ps1 -LearningRate 0.001, 0.1 -Epoch 1 -Repeat 1 -OutputPath $folder
        $rows.Activation | Should -Be 'ReLU', 'Swish'
        $rows.Pairs | Should -Be $null, 1
        "$folder/learning-rate.svg" | Should -Exist
    }

    It 'draw the boundaries of a toy data set, and compare activations on a table' {
        $rows = & $examples/DecisionBoundary.ps1 -Epoch 20 -Repeat 1 -OutputPath $folder
        $rows.Activation | Should -Be 'ReLU', 'Swish'
        "$folder/boundary.svg" | Should -Exist
        1..40 | ForEach-Object { [pscustomobject] @{ a = $_ % 7; b = $_ % 5; kind = $_ % 2 ? 'x' : 'y' } } |
            Export-Csv "$folder/own.csv"
        $own = @{ Path = "$folder/own.csv"; Label = 'kind' }
        $rows = & $examples/DecisionBoundary.ps1 @own -Epoch 2 -Repeat 2 -OutputPath $folder
        $rows.Runs | Should -Be 2, 2
    }

    It 'tune each activation, and report on the comparison' {
        $rows = & $examples/OwnBestSettings.ps1 -Epoch 1 -Count 3 -Repeat 1 -OutputPath $folder
        $rows.Activation | Should -Be 'ReLU', 'Swish'
        $rows.AtBest | Should -Be 'LearningRate', 'LearningRate'
        foreach ($name in 'tuned.jsonl', 'tuned.tuning.jsonl', 'tuning.svg', 'tuned.html') {
            "$folder/$name" | Should -Exist
        }
    }

    It 'check a network, passing as they stand' {
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = "$examples/RegressionCheck.Tests.ps1"
        $configuration.Run.PassThru = $true
        $configuration.Output.Verbosity = 'None'
        # The example requires Pester by its name, so a folder of that name must be on the module path.
        Copy-Item -LiteralPath (Get-Module Pester).ModuleBase -Destination "$folder/modules/Pester" -Recurse
        $before = $env:PSModulePath
        try {
            $env:PSModulePath = "$folder/modules", $before -join [System.IO.Path]::PathSeparator
            $run = Start-ThreadJob {
                Import-Module Pester
                Import-Module $using:modulePath
                Invoke-Pester -Configuration $using:configuration
            } | Receive-Job -Wait -AutoRemoveJob
        }
        finally {
            $env:PSModulePath = $before
        }
        $run.FailedCount | Should -Be 0
        $run.PassedCount | Should -Be 4
    }
}
