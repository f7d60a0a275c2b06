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
    It 'takes wildcards and files from the pipeline, and gives each run once' {
        Copy-Item $log TestDrive:/copy.jsonl
        (Import-TrainingResult TestDrive:/*.jsonl).WeightHash | Should -Be $runs.WeightHash
        (Get-Item TestDrive:/*.jsonl | Import-TrainingResult).WeightHash | Should -Be $runs.WeightHash
    }

    It 'rejects a line that was edited, by its number' {
        $text = Get-Content $log -Raw
        Set-Content TestDrive:/edited.log ($text -replace '"seed":1', '"seed":2') -NoNewline
        { Import-TrainingResult TestDrive:/edited.log -ErrorAction Stop } |
            Should -Throw '*Line 2 *' -ErrorId 'ResultLogDamaged*'
    }
}
