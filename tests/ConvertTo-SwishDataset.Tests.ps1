#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $rows = foreach ($i in 0..59) { [pscustomobject]@{ id = "row $i"; x = $i % 3; y = "$($i / 8)";
        kind = 'abc'[$i % 3] } }
}

Describe 'ConvertTo-SwishDataset' {
    It 'makes inputs of columns and classes of the label' {
        $data = $rows | ConvertTo-SwishDataset -Label kind -Exclude id -Name Rows
        $data.Name | Should -Be 'Rows'
        $data.FeatureNames | Should -Be 'x', 'y'
        $data.ClassNames | Should -Be 'a', 'b', 'c'
        $data.Training.Count, $data.Test.Count | Should -Be 48, 12
    }

    It 'makes the same data of objects, hash tables and a file' {
        $rows | Export-Csv TestDrive:/rows.csv
        $expected = ($rows | ConvertTo-SwishDataset -Label kind -Exclude i*).Fingerprint
        ($rows | ForEach-Object { @{ x = $_.x; y = $_.y; kind = $_.kind } } |
            ConvertTo-SwishDataset -Label kind).Classes | Should -Be 3
        (Import-Csv TestDrive:/rows.csv | ConvertTo-SwishDataset -Label kind -Exclude id).Fingerprint |
            Should -Be $expected
        (Import-TableDataset TestDrive:/rows.csv -Label kind -Exclude id).Fingerprint | Should -Be $expected
    }

    It 'makes the same data in a culture with a decimal comma' {
        $expected = ($rows | ConvertTo-SwishDataset -Label kind -Exclude id).Fingerprint
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            ($rows | ConvertTo-SwishDataset -Label kind -Exclude id).Fingerprint | Should -Be $expected
            $comma = $rows |
                ForEach-Object { [pscustomobject]@{ x = $_.x; y = $_.y -replace '\.', ','; kind = $_.kind } }
            ($comma | ConvertTo-SwishDataset -Label kind).Fingerprint | Should -Be $expected
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }

    It 'makes a data set for each seed of a split' {
        $data = $rows | ConvertTo-SwishDataset -Label kind -Exclude id -SplitSeed (1..3)
        $data.SplitSeed | Should -Be 1, 2, 3
        ($data.Fingerprint | Select-Object -Unique).Count | Should -Be 3
    }

    It 'takes rows to test on' {
        $data = $rows | ConvertTo-SwishDataset -Label kind -Exclude id -TestData $rows[0..8]
        $data.Training.Count, $data.Test.Count | Should -Be 60, 9
        { $rows | ConvertTo-SwishDataset -Label kind -TestData $rows -TestShare 0.5 } |
            Should -Throw -ErrorId 'ContradictingParameters*'
    }

    It 'rejects <Id>' -ForEach @(
        @{ Id = 'TableColumnNotFound'; Script = { $rows | ConvertTo-SwishDataset -Label color } }
        @{ Id = 'TableColumnNotFound'; Script = { $rows | ConvertTo-SwishDataset -Label kind -Exclude color } }
        @{ Id = 'InvalidTableRow'; Script = { 1..3 | ConvertTo-SwishDataset -Label kind } }
        @{ Id = 'TableLabelNotNumeric'; Script = { $rows | ConvertTo-SwishDataset -Label kind -Task Regression } }
        @{ Id = 'TableMissingValue'; Script = { @{ x = 1; y = 'a' }, @{ x = ''; y = 'b' } |
            ConvertTo-SwishDataset -Label y } }
        @{ Id = 'InvalidPattern'; Script = { $rows | ConvertTo-SwishDataset -Label kind -Exclude '[' } }
    ) {
        $Script | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'Names of columns to leave out' {
    It 'are the same in every culture' -ForEach 'en-US', 'tr-TR', 'az-Latn-AZ' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            $few = 0..19 | ForEach-Object { [pscustomobject]@{ ID = $_; Ix = $_ % 7; c = 'ab'[$_ % 2] } }
            ($few | ConvertTo-SwishDataset -Label c -Exclude 'id*').FeatureNames | Should -Be 'Ix'
            ($few | ConvertTo-SwishDataset -Label c -Exclude 'id').FeatureNames | Should -Be 'Ix'
        } finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }
}

Describe 'A file as spreadsheets write it in some languages' {
    BeforeAll {
        'Length;Width;Weight;Kind', '5,05;3,5;1;a', '6,25;2,5;;b', '5,15;3,25;2;a', '6,5;2,75;1;b' |
            Set-Content TestDrive:/semicolons.csv
    }

    It 'read with commas gets the delimiter in the error' {
        { Import-Csv TestDrive:/semicolons.csv | ConvertTo-SwishDataset -Label Kind } |
            Should -Throw "*It has Length;Width;Weight;Kind.*semicolons, read it with -Delimiter ';'."
        { [pscustomobject]@{ One = 1 } | ConvertTo-SwishDataset -Label Kind } | Should -Throw '*It has One.'
    }

    It 'with a missing value gets the parameter in the error' {
        { Import-Csv TestDrive:/semicolons.csv -Delimiter ';' | ConvertTo-SwishDataset -Label Kind } |
            Should -Throw 'The table lacks values in row 2 *Use -MissingValue Mean or Drop,*'
    }

    It 'has one warning for all columns with decimal commas' {
        $null = Import-Csv TestDrive:/semicolons.csv -Delimiter ';' |
            ConvertTo-SwishDataset -Label Kind -MissingValue Mean -WarningVariable warnings `
                -WarningAction SilentlyContinue
        $commas = @($warnings | Where-Object { $_ -match 'decimal comma' })
        $commas | Should -HaveCount 1
        "$commas" | Should -BeLike "The column Length is read as text*'5,05'*The same is true of Width."
    }
}

Describe 'Invoke-SwishTraining -Label' {
    It 'trains on rows from the pipeline, fitted to their number' {
        $result = $rows | Invoke-SwishTraining -Label kind -Exclude id -Step 20
        $result.BatchSize | Should -Be 32
        $result.Classes | Should -Be 3
        $result.SplitSeed | Should -Be 1
    }

    It 'trains nothing if two split seeds split few rows in the same way' {
        $few = 1..4 | ForEach-Object { [pscustomobject]@{ a = $_; k = ('p', 'q')[$_ % 2] } }
        $train = @{ Label = 'k'; SplitSeed = 1..12; TestShare = 0.25; Step = 2; Activation = 'ReLU' }
        $trained = [System.Collections.Generic.List[object]]::new()
        { $few | Invoke-SwishTraining @train | ForEach-Object { $trained.Add($_) } } |
            Should -Throw 'The split seeds 3 and 4 split Table in the same way*' -ErrorId 'DuplicateRun,*'
        $trained | Should -BeNullOrEmpty
    }

    It 'takes runs of the log under the names that the classes have now' {
        $typo = 1..60 | ForEach-Object { [pscustomobject]@{ a = [Math]::Sin($_); k = ('catt', 'dog')[$_ % 2] } }
        $right = $typo | ForEach-Object { [pscustomobject]@{ a = $_.a; k = $_.k -replace 'tt', 't' } }
        $train = @{ Step = 5; Seed = 1..6; Width = 4; ResultPath = "$TestDrive/renamed.jsonl" }
        $null = Invoke-SwishTraining @train -Activation ReLU -Dataset ($typo | ConvertTo-SwishDataset -Label k)
        $runs = Invoke-SwishTraining @train -Activation ReLU, Swish -Dataset ($right | ConvertTo-SwishDataset -Label k)
        $runs.Setting | Sort-Object -Unique | Should -HaveCount 1
        $runs[0].GetDatasetIdentity().ClassNames | Should -Be 'cat', 'dog'
        ($runs | Compare-Activation -WarningAction Ignore).Verdict | Should -Not -Contain 'NotComparable'
        (Import-TrainingResult "$TestDrive/renamed.jsonl").Count | Should -Be 12
    }

    It 'says what it chose for few rows, with -Verbose' {
        $data = 1..100 | ForEach-Object { @{ x = $_ % 7; kind = "k$($_ % 2)" } } |
            ConvertTo-SwishDataset -Label kind -Name Few
        $chosen = 'Chosen for the 80 training examples of Few: 1000 epochs, batches of 32, 8 examples for validation ' +
            '(-Epoch, -BatchSize, -ValidationCount).'
        $said = Invoke-SwishTraining -Dataset $data -Width 2 -WhatIf -Verbose 4>&1
        "$said" | Should -Be $chosen
        $rate = @{ Dataset = $data; Width = 2; Count = 2; Rung = 1; WhatIf = $true; Verbose = $true }
        "$(Optimize-SwishTraining @rate 4>&1)" | Should -Be $chosen
        # What was given is not chosen, and a large data set needs no choice.
        "$(Invoke-SwishTraining -Dataset $data -Width 2 -Epoch 3 -BatchSize 4 -WhatIf -Verbose 4>&1)" |
            Should -Be 'Chosen for the 80 training examples of Few: 8 examples for validation (-ValidationCount).'
        "$(Invoke-SwishTraining -WhatIf -Verbose 4>&1)" | Should -Be ''
    }

    It 'pairs runs by seed and split' {
        $result = $rows |
            Invoke-SwishTraining Default ReLU, Swish -Label kind -Exclude id -SplitSeed (1..6) -Step 5 -Width 4
        $result.Count | Should -Be 12
        $row = $result | Compare-Activation | Where-Object Activation -EQ Swish
        $row.Pairs | Should -Be 6
        $row.AlsoDiffers | Should -BeNullOrEmpty
    }

    It 'writes and reads splits and class names in a log' {
        $first = $rows |
            Invoke-SwishTraining -Label kind -Exclude id -SplitSeed 1, 2 -Step 5 -ResultPath TestDrive:/log.jsonl
        $again = $rows |
            Invoke-SwishTraining -Label kind -Exclude id -SplitSeed 1, 2 -Step 5 -ResultPath TestDrive:/log.jsonl
        $again.RunId | Should -Be $first.RunId
        $read = Import-TrainingResult TestDrive:/log.jsonl
        $read.SplitSeed | Should -Be 1, 2
        $read.Setting | Should -Be $first.Setting
        ($read.Setting | Select-Object -Unique).Count | Should -Be 1
        $read[0].GetDatasetIdentity().ClassNames | Should -Be 'a', 'b', 'c'
    }

    It 'rejects parameters of rows without -Label, and -Label with -Dataset' {
        { Invoke-SwishTraining -SplitSeed 2 } | Should -Throw -ErrorId 'ContradictingParameters*'
        { $rows | Invoke-SwishTraining -Label kind -Dataset x } | Should -Throw -ErrorId 'ContradictingParameters*'
    }
}
