#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $runs = Invoke-SwishTraining -Activation ReLU, Swish -Depth 1, 2 -Width 8 -Step 5 -Repeat 7

    filter ConvertTo-KnownJson {
        # Without what only live objects and logs know: the correctness of each test example.
        $_ | Select-Object * -ExcludeProperty Covers, NewExamples*, ExampleError, Note | ConvertTo-Json
    }
}

Describe 'From training to a table' {
    It 'compares rows of a CSV file as it does the live objects, digit by digit' {
        $runs | Export-Csv TestDrive:/runs.csv
        $live = $runs | Compare-Activation | ConvertTo-KnownJson
        Import-Csv TestDrive:/runs.csv | Compare-Activation | ConvertTo-KnownJson | Should -Be $live
    }

    It 'summarizes rows of a CSV file as it does the live objects' {
        $live = $runs | Select-Object * | Compare-Activation -Summary | ConvertTo-Json
        $runs | ConvertTo-Csv | ConvertFrom-Csv | Compare-Activation -Summary | ConvertTo-Json | Should -Be $live
    }

    It 'goes through JSON too' {
        $live = $runs | Compare-Activation | ConvertTo-KnownJson
        $runs | ConvertTo-Json | ConvertFrom-Json | Compare-Activation | ConvertTo-KnownJson | Should -Be $live
    }

    It 'takes rows in any order' {
        $live = $runs | Compare-Activation -Baseline ReLU | ConvertTo-Json
        $runs | Sort-Object WeightHash | Compare-Activation -Baseline ReLU | ConvertTo-Json | Should -Be $live
    }

    It 'works with Where-Object, Group-Object, Sort-Object and Measure-Object' {
        ($runs | Where-Object Activation -EQ Swish) | Should -HaveCount 14
        $runs | Group-Object Depth | ForEach-Object Count | Should -Be 14, 14
        $best = $runs | Sort-Object TestAccuracy -Descending | Select-Object -First 1
        $best.TestAccuracy | Should -Be ($runs | Measure-Object TestAccuracy -Maximum).Maximum
    }
}

Describe 'A culture with a decimal comma' {
    BeforeAll {
        $before = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = 'de-DE'
    }

    AfterAll {
        [cultureinfo]::CurrentCulture = $before
    }

    It 'trains to the same bits' {
        $again = Invoke-SwishTraining -Activation ReLU -Depth 1 -Width 8 -Step 5
        $again.WeightHash | Should -Be $runs[0].WeightHash
    }

    It 'reads and writes constants with a point' {
        (Get-ActivationCurve 'Swish(beta=1.5)' -Count 1).Activation | Should -Be 'Swish(beta=1.5)'
    }

    It 'compares a CSV file that was written here' {
        $runs | Export-Csv TestDrive:/german.csv -UseCulture
        Get-Content TestDrive:/german.csv -TotalCount 2 | Select-Object -Last 1 | Should -Match '"0,\d+"'
        $live = $runs | Compare-Activation | ConvertTo-KnownJson
        Import-Csv TestDrive:/german.csv -UseCulture | Compare-Activation | ConvertTo-KnownJson | Should -Be $live
    }

    It 'compares a CSV file that was written elsewhere' {
        $rows = $runs | ForEach-Object {
            $row = [ordered]@{}
            foreach ($property in $_.PSObject.Properties) {
                $value = $property.Value
                $row[$property.Name] = $null -eq $value ? '' : $value.ToString([cultureinfo]::InvariantCulture)
            }
            [pscustomobject]$row
        }
        $live = $runs | Compare-Activation | ConvertTo-KnownJson
        $rows | Compare-Activation | ConvertTo-KnownJson | Should -Be $live
    }

    It 'goes through a result log' {
        $log = "$((Get-Item TestDrive:/).FullName)/german.jsonl"
        $written = Invoke-SwishTraining -Width 8 -Step 1 -ResultPath $log
        (Import-TrainingResult $log).TestLoss | Should -Be $written.TestLoss
    }
}
