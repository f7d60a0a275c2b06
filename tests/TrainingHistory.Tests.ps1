#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $log = "$((Get-Item TestDrive:/).FullName)/runs.jsonl"
    # One run at once: a log has its runs in the order in which they ended.
    $runs = Invoke-SwishTraining -Activation ReLU, Swish -Width 8 -Step 9 -EvaluateEvery 3 -ResultPath $log `
        -ThrottleLimit 1
}

Describe 'Get-TrainingHistory' {
    It 'gives a point for each evaluation of each run' {
        $points = $runs | Get-TrainingHistory
        $points | ForEach-Object { "$($_.Activation) $($_.Step)" } |
            Should -Be 'ReLU 3', 'ReLU 6', 'ReLU 9', 'Swish 3', 'Swish 6', 'Swish 9'
    }

    It 'ends where the run ended' {
        foreach ($run in $runs) {
            ($run | Get-TrainingHistory)[-1].ValidationAccuracy | Should -Be $run.ValidationAccuracy
        }
    }

    It 'exports as plain columns' {
        $row = $runs | Get-TrainingHistory | Select-Object -First 1 | ConvertTo-Csv | ConvertFrom-Csv
        $row.PSObject.Properties.Name | Should -Contain 'TrainLoss'
        $row.PSObject.Properties.Value | Should -Not -Match '^(System|Swish)\.'
    }

    It 'says what to do where a CSV file has lost the curve' {
        $row = $runs | ConvertTo-Csv | ConvertFrom-Csv
        { $row | Get-TrainingHistory -ErrorAction Stop } |
            Should -Throw '*-ResultPath*Import-TrainingResult*' -ErrorId 'HistoryLost*'
    }
}

Describe 'Import-TrainingResult' {
    It 'gives back the objects that were, column by column' {
        $back = Import-TrainingResult $log
        foreach ($name in $runs[0].PSObject.Properties.Name) { $back.$name | Should -Be $runs.$name }
    }

    It 'gives back the learning curves too' {
        $back = Import-TrainingResult $log | Get-TrainingHistory
        $back.TrainLoss | Should -Be ($runs | Get-TrainingHistory).TrainLoss
    }

    It 'takes wildcards and files from the pipeline, and gives each run once' {
        Copy-Item $log TestDrive:/copy.jsonl
        (Import-TrainingResult TestDrive:/*.jsonl).WeightHash | Should -Be $runs.WeightHash
        (Get-Item TestDrive:/*.jsonl | Import-TrainingResult).WeightHash | Should -Be $runs.WeightHash
    }

    It 'passes over a line that a crash left torn, with a warning' {
        $text = Get-Content $log -Raw
        Set-Content TestDrive:/torn.log $text.Substring(0, $text.Length - 40) -NoNewline
        $left = Import-TrainingResult TestDrive:/torn.log -WarningVariable said -WarningAction SilentlyContinue
        $left.Activation | Should -Be 'ReLU'
        "$said" | Should -Match 'torn'
    }

    It 'rejects a line that was edited, by its number' {
        $text = Get-Content $log -Raw
        Set-Content TestDrive:/edited.log ($text -replace '"seed":1', '"seed":2') -NoNewline
        { Import-TrainingResult TestDrive:/edited.log -ErrorAction Stop } |
            Should -Throw '*Line 1 *' -ErrorId 'ResultLogDamaged*'
    }

    It 'rejects a file that is not there' {
        { Import-TrainingResult TestDrive:/nowhere.jsonl -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound*'
    }
}
