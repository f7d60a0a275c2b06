#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $commands = @(
        @{ Name = 'results'; Script = { $runs } }
        @{ Name = 'learning curves'; Script = { $runs | Get-TrainingHistory } }
        @{ Name = 'diagnostics'; Script = { $diagnosed | Get-TrainingDiagnostic } }
        @{ Name = 'comparisons'; Script = { $rows } }
        @{ Name = 'summaries'; Script = { $runs | Compare-Activation -Summary } }
        @{ Name = 'recipes'; Script = { Get-SwishRecipe } }
        @{ Name = 'activations'; Script = { Get-Activation } }
        @{ Name = 'activations of one''s own'; Script = { New-Activation -Name Wide { $x * (Sigmoid $x) } } }
        @{ Name = 'properties'; Script = { Measure-Activation Swish, ReLU } }
        @{ Name = 'curves'; Script = { Get-ActivationCurve Swish -Count 3 } }
        @{ Name = 'data sets'; Script = { Import-MnistDataset } }
        @{ Name = 'searches'; Script = { Search-Activation Identity, Sigmoid Multiply -Step 1 -Rung 1 } }
    )
}

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    $runs = Invoke-SwishTraining -Activation Swish, ReLU -Depth 1, 2 -Width 8 -Step 2
    $diagnosed = Invoke-SwishTraining -Activation TrainedSwish -Width 8 -Step 2 -Diagnostic
    $rows = 1..10 | ForEach-Object {
        [pscustomobject]@{ Activation = 'ReLU'; Depth = 1; Seed = $_; TestAccuracy = 0.9 + $_ / 1000 }
        $noise = (1, -1, 0, 1, -1)[$_ % 5] / 1000
        [pscustomobject]@{ Activation = 'Swish'; Depth = 1; Seed = $_; TestAccuracy = 0.93 + $_ / 1000 + $noise }
    } | Compare-Activation -GroupBy Depth

    function Format-Line($Object, [string] $Format, [int] $Width = 120) {
        ($Object | & $Format | Out-String -Width $Width) -split '\r?\n' | Where-Object { $_.Trim() } |
            ForEach-Object TrimEnd
    }
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
}

Describe 'Views' {
    It 'show <Name> as a table, a list and a wide view within 120 columns' -ForEach $commands {
        $objects = & $Script
        foreach ($format in 'Format-Table', 'Format-List', 'Format-Wide') {
            $lines = Format-Line $objects $format -Width 200
            $lines | Should -Not -BeNullOrEmpty
            # A list wraps and a wide view takes the width that there is.
            if ($format -eq 'Format-Table') { $lines.Where({ $_.Length -gt 120 }) | Should -BeNullOrEmpty }
            # No type's name stands for what it holds.
            $lines | Should -Not -Match 'Swish\.[A-Z]\w+\.'
        }
    }

    It 'show accuracies of four decimals, whatever the format' {
        $score = '{0:0.0000}' -f $runs[0].TestAccuracy
        (Format-Line $runs[0] 'Format-Table')[-1] | Should -Match "  $score"
        Format-Line $runs[0] 'Format-List' | Should -Contain "TestAccuracy       : $score"
        Format-Line $runs[0] 'Format-Wide' | Should -Be "Swish 8 #1: $score"
    }

    It 'show a comparison as a list in the digits of the table' {
        $lines = (Format-Line $rows[1] 'Format-List') -replace ' +:', ':'
        $lines | Should -Contain 'Condition: Depth 1'
        $lines | Should -Contain 'Mean: 0.9355'
        $lines | Should -Contain 'Difference: +0.0300'
        $lines | Should -Contain 'AdjustedPValue: 0.0020'
        $lines | Should -Contain 'Verdict: Better'
    }

    It 'show who was better at a glance' {
        Format-Line $rows 'Format-Wide' -Width 80 | Should -Match '^Depth 1 ReLU: baseline +Depth 1 Swish: Better$'
    }

    It 'show every property of a recipe as a list, and every value that is swept' {
        $recipe = Get-SwishRecipe DepthSweep
        $lines = Format-Line $recipe 'Format-List'
        $shown = $lines -match '^\w+ +:' -replace ' +:.*' | Sort-Object
        $shown | Should -Be ($recipe.PSObject.Properties.Name | Sort-Object)
        $lines -match '^Depth ' | Should -Match ": $($recipe.Depth -join ', ')$"
    }

    It 'list names in columns' {
        Format-Line (Get-Activation R*) 'Format-Wide' -Width 80 | Should -Match '^ReLU\s+ReLU6$'
        $recipes = Get-SwishRecipe Synced*
        Format-Line $recipes 'Format-Wide' -Width 80 | Should -Match '^Synced2017Shallow\s+Synced2017Deep$'
    }

    It 'leave the values as they are' {
        $rows[1].StandardDeviation | Should -Not -Be ([Math]::Round($rows[1].StandardDeviation, 4))
        ($rows[1] | ConvertTo-Csv | ConvertFrom-Csv).PSObject.Properties.Name | Should -Not -Contain 'Condition'
    }
}

Describe 'Sets of properties' {
    It 'are columns that go together' {
        ($runs[0] | Select-Object Scores).PSObject.Properties.Name |
            Should -Be 'Status', 'TestAccuracy', 'ValidationAccuracy', 'R2', 'RMSE', 'MAE', 'TestLoss', 'TrainLoss'
        ($runs[0] | Select-Object Settings, TestAccuracy).PSObject.Properties.Name | Should -HaveCount 17
    }

    It 'are what Sort-Object goes by' {
        ($runs | Sort-Object).ForEach({ "$($_.Activation) $($_.Depth)" }) |
            Should -Be 'ReLU 1', 'ReLU 2', 'Swish 1', 'Swish 2'
    }

    It 'cross a process with the object' {
        $crossed = [System.Management.Automation.PSSerializer]::Deserialize(
            [System.Management.Automation.PSSerializer]::Serialize($runs[0]))
        ($crossed | Select-Object Scores).TestAccuracy | Should -Be $runs[0].TestAccuracy
    }
}

Describe 'Color' {
    It 'tells <Verdict> by <Color>' -ForEach @(
        @{ Verdict = 'Better'; Color = 'Green' }
        @{ Verdict = 'Worse'; Color = 'Red' }
        @{ Verdict = 'Same'; Color = 'Cyan' }
    ) {
        $row = $rows[1].PSObject.Copy()
        $row.Verdict = $Verdict
        $colored = $PSStyle.Foreground.$Color + $Verdict + $PSStyle.Reset
        try {
            $PSStyle.OutputRendering = 'Ansi'
            foreach ($format in 'Format-Table', 'Format-List', 'Format-Wide') {
                $row | & $format | Out-String -Width 120 | Should -BeLike "*$([WildcardPattern]::Escape($colored))*"
            }
        }
        finally {
            $PSStyle.OutputRendering = 'PlainText'
        }
        $row | Out-String -Width 120 | Should -Not -Match "`e"
    }

    It 'is not written to a file' {
        $PSStyle.OutputRendering = 'Host'
        try {
            $rows | Out-File TestDrive:/rows.txt
        }
        finally {
            $PSStyle.OutputRendering = 'PlainText'
        }
        Get-Content TestDrive:/rows.txt -Raw | Should -Not -Match "`e"
    }

    It 'is gone with NO_COLOR' -Tag Slow {
        $module = (Get-Module Swish).ModuleBase
        $script = "Import-Module '$module'
            Invoke-SwishTraining -Activation ReLU, Swish -Width 8 -Step 2 | Compare-Activation
            Get-ActivationCurve Swish | Show-SwishPlot"
        $saved = $env:NO_COLOR
        $env:NO_COLOR = '1'
        try {
            $text = & dotnet "$PSHOME/pwsh.dll" -NoProfile -NonInteractive -Command $script | Out-String
        }
        finally {
            $env:NO_COLOR = $saved
        }
        $text | Should -BeLike '*Untested*'
        $text | Should -Not -Match "`e\[[0-9;]*m"
    }
}
