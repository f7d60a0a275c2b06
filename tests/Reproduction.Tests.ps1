#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $folder = "$PSScriptRoot/../experiments/reproduction"
    $tables = Get-Content "$folder/tables.json" -Raw | ConvertFrom-Json -AsHashtable
    $logs = @{}
    foreach ($file in Get-ChildItem "$folder/logs") { $logs[$file.BaseName] = @(Import-TrainingResult $file.FullName) }

    function Get-Run {
        # Returns the runs of a table.
        param([string] $Name)
        $tables[$Name].logs | ForEach-Object { $logs[$_] } | Where-Object Activation -In $tables[$Name].activations
    }
}

Describe 'The reproduction' {
    It 'is generated from the logs: generating it again changes no byte' -Tag Slow {
        $again = (Get-Item TestDrive:/).FullName
        & "$folder/Invoke-Reproduction.ps1" -Section None -OutputPath $again
        $names = (Get-ChildItem "$folder/tables").Name
        (Get-ChildItem "$again/tables").Name | Should -Be $names
        $pairs = @{ "$again/reproduction.md" = "$PSScriptRoot/../docs/reproduction.md" }
        foreach ($name in $names) { $pairs["$again/tables/$name"] = "$folder/tables/$name" }
        $different = $pairs.Keys | Where-Object { (Get-FileHash $_).Hash -ne (Get-FileHash $pairs[$_]).Hash }
        $different | Should -BeNullOrEmpty
    }

    It 'has as many cells in each row of a table as in its header' {
        $width = 0
        foreach ($line in Get-Content "$PSScriptRoot/../docs/reproduction.md") {
            $cells = $line.StartsWith('|') ? $line.Split('|').Count : 0
            if ($width -and $cells) { $cells | Should -Be $width -Because $line }
            $width = $cells
        }
    }

    It 'shows a verdict for these images and one for new images in each row of a comparison' {
        $column = -1
        $rows = 0
        foreach ($line in Get-Content "$PSScriptRoot/../docs/reproduction.md") {
            $cells = $line.Split('|').Trim()
            if (-not $line.StartsWith('|')) { $column = -1 }
            elseif ('New images' -in $cells) { $column = $cells.IndexOf('New images') }
            elseif ($column -gt 0 -and $cells[$column] -notmatch '^--') {
                # The baseline's own row has none.
                [bool] $cells[$column] | Should -Be ([bool] $cells[$column - 1]) -Because $line
                $rows += [bool] $cells[$column]
            }
        }
        $rows | Should -BeGreaterThan 80
    }

    It 'contains no figures other than those of the logs' {
        # A number with decimals comes from a placeholder, is a setting of the runs, or is listed in given.json.
        $known = @((Get-Content "$folder/given.json" -Raw | ConvertFrom-Json -AsHashtable).Keys)
        $known += foreach ($file in Get-ChildItem "$folder/logs") {
            $recipes = [regex]::Matches((Get-Content $file.FullName -Raw), '(?<="recipe":){[^}]*}').Value
            [regex]::Matches(($recipes | Select-Object -Unique), '\d+\.\d+').Value
        }
        $text = (Get-Content "$folder/template.md" -Raw) -replace '\{\{.+?\}\}'
        $literals = [regex]::Matches($text, '(?<![\d.:/])\d+\.\d+(?![\d/])').Value
        $literals | Should -Not -BeNullOrEmpty
        $literals | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
    }

    It 'chooses settings with seeds that are not in the reported results' {
        foreach ($name in $tables.Keys) {
            $seeds = @((Get-Run $name).Seed | Sort-Object -Unique)
            $expected = $tables[$name].metric -eq 'ValidationAccuracy' ? 101..103 : 1..$seeds.Count
            $seeds | Should -Be $expected -Because $name
        }
    }

    It 'trains each activation with the rate that was best on the validation images' {
        $own = Get-Run batch-own
        foreach ($group in Get-Run batch-rates | Group-Object Activation, BatchSize) {
            $activation, $batch = $group.Group[0].Activation, $group.Group[0].BatchSize
            $best = $group.Group | Group-Object { $_.LearningRate } | Sort-Object {
                -($_.Group | Measure-Object ValidationAccuracy -Average).Average
            }, { $_.Group[0].LearningRate } | Select-Object -First 1
            ($own | Where-Object { $_.Activation -eq $activation -and $_.BatchSize -eq $batch }).LearningRate |
                Sort-Object -Unique | Should -Be $best.Group[0].LearningRate
        }
    }

    It 'trains LeNet-5 with the rate that was best on the validation images, for both activations together' {
        $best = Get-Run lenet-chosen | Group-Object { $_.LearningRate } | Sort-Object {
            -($_.Group | Measure-Object ValidationAccuracy -Average).Average
        } | Select-Object -First 1
        (Get-Run lenet).LearningRate | Sort-Object -Unique | Should -Be $best.Group[0].LearningRate
    }

    Context 'On CIFAR-10' {
        BeforeAll {
            $saved = $env:SWISH_CIFAR10
            $env:SWISH_CIFAR10 = $null
            $copy = (New-Item TestDrive:/copy/logs -ItemType Directory).Parent.FullName
            Copy-Item "$folder/*.ps1", "$folder/*.json" $copy
            Copy-Item "$folder/logs/images.jsonl" "$copy/logs"
            $arguments = @{ Section = 'Images'; TrainOnly = $true; OutputPath = "$copy/output" }
        }

        AfterAll { $env:SWISH_CIFAR10 = $saved }

        It 'needs no images if the log is complete' -Tag Slow {
            & "$copy/Invoke-Reproduction.ps1" @arguments
            (Get-FileHash "$copy/logs/images.jsonl").Hash | Should -Be (Get-FileHash "$folder/logs/images.jsonl").Hash
        }

        It 'says what it needs if a run is missing' {
            Set-Content "$copy/logs/images.jsonl" (Get-Content "$folder/logs/images.jsonl" | Select-Object -SkipLast 1)
            { & "$copy/Invoke-Reproduction.ps1" @arguments } | Should -Throw '*SWISH_CIFAR10*'
        }
    }

    It 'uses every log, and every run finished' {
        @($tables.Values.logs) + 'layers', 'trained' | Sort-Object -Unique | Should -Be ($logs.Keys | Sort-Object)
        $logs.Values.Status | Where-Object { $_ -notin 'Completed', 'Diverged' } | Should -BeNullOrEmpty
    }
}
