#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $data = New-ToyDataset Moons -Count 200
    $sweep = @{ Dataset = $data; Activation = 'ReLU', 'Swish'; Width = 8; Step = 30; Repeat = 6 }
    $runs = Invoke-SwishTraining @sweep -KeepNetwork -ResultPath "$TestDrive/runs.jsonl"

    # The text of a part of a page, which is also XML.
    function Get-Part([string] $Path, [string] $Id) {
        $page = [xml] ((Get-Content $Path -Raw) -replace '^<!DOCTYPE html>', '')
        $page.SelectSingleNode("//*[@id='$Id']/parent::*")
    }

    function Get-Hash([string] $Path) {
        (Get-Part $Path 'repeat').SelectSingleNode(".//*[@class='hash']").InnerText
    }
}

Describe 'Export-SwishReport' {
    It 'reports on results: verdict, curves, methods and runs' {
        $file = $runs | Export-SwishReport TestDrive:/runs.html -PassThru -WarningAction Ignore
        $file.Name | Should -Be 'runs.html'
        foreach ($part in 'answer', 'comparison', 'curves', 'methods', 'settings', 'repeat') {
            Get-Part TestDrive:/runs.html $part | Should -Not -BeNullOrEmpty
        }
        (Get-Part TestDrive:/runs.html 'answer').InnerText | Should -Match 'Swish .* ReLU .*6 pairs'
        (Get-Part TestDrive:/runs.html 'methods').InnerText |
            Should -Match '12 networks were trained, with 6 seeds \(1–6\)'
    }

    It 'writes commands that train the same weights again, from <From>' -ForEach @(
        @{ From = 'results' }
        @{ From = 'a log' }
        @{ From = 'CSV' }
    ) {
        switch ($From) {
            'results' { $runs | Export-SwishReport TestDrive:/one.html -Force -WarningAction Ignore }
            'a log' {
                Export-SwishReport TestDrive:/one.html -ResultPath TestDrive:/runs.jsonl -Force -WarningAction Ignore
            }
            'CSV' {
                $runs | Export-Csv TestDrive:/runs.csv
                Import-Csv TestDrive:/runs.csv | Export-SwishReport TestDrive:/one.html -Force -WarningAction Ignore
            }
        }
        $command = (Get-Part TestDrive:/one.html 'repeat').SelectSingleNode(".//*[local-name()='code']").InnerText
        # Results know how their data set was made; logs and tables have its name only.
        $command | Should -Match ($From -eq 'results' ?
            "^\`$dataset = New-ToyDataset -Kind 'Moons' -Count 200\n" : '^# \$dataset is the data set Moons\.\n')
        $dataset = $data
        & ([scriptblock]::Create($command)) | Export-SwishReport TestDrive:/two.html -Force -WarningAction Ignore
        $dataset | Should -Not -BeNullOrEmpty
        Get-Hash TestDrive:/one.html | Should -Match '^[0-9a-f]{64}$'
        Get-Hash TestDrive:/two.html | Should -Be (Get-Hash TestDrive:/one.html)
    }

    It 'repeats the data set that was trained on, also if it is called MNIST' {
        $named = New-ToyDataset Moons -Count 200 -Name MNIST
        $short = @{ Dataset = $named; Activation = 'ReLU', 'Swish'; Width = 8; Step = 30; Repeat = 6 }
        Invoke-SwishTraining @short -ResultPath "$TestDrive/m.jsonl" |
            Export-SwishReport TestDrive:/m.html -Force -WarningAction Ignore
        $command = (Get-Part TestDrive:/m.html 'repeat').SelectSingleNode(".//*[local-name()='code']").InnerText
        $command | Should -Match "^\`$dataset = New-ToyDataset .*MNIST(?s:.*)-Dataset \`$dataset"
        Export-SwishReport TestDrive:/m.html -ResultPath TestDrive:/m.jsonl -Force -WarningAction Ignore
        $command = (Get-Part TestDrive:/m.html 'repeat').SelectSingleNode(".//*[local-name()='code']").InnerText
        $command | Should -Match '-Dataset \$dataset'
    }

    It 'repeats settings that are properties of recipes only' {
        $recipe = Get-SwishRecipe Default
        $recipe.InitialBias = 0.125
        $short = @{ Dataset = $data; Activation = 'ReLU', 'Swish'; Width = 8; Step = 30; Repeat = 6 }
        $recipe | Invoke-SwishTraining @short | Export-SwishReport TestDrive:/one.html -Force -WarningAction Ignore
        $command = (Get-Part TestDrive:/one.html 'repeat').SelectSingleNode(".//*[local-name()='code']").InnerText
        $command | Should -Match '\$recipe.InitialBias = 0.125\n'
        & ([scriptblock]::Create($command)) | Export-SwishReport TestDrive:/two.html -Force -WarningAction Ignore
        Get-Hash TestDrive:/two.html | Should -Be (Get-Hash TestDrive:/one.html)
    }

    It 'reads the log of exactly this name, wherever the process is' {
        Copy-Item "$TestDrive/runs.jsonl" "$TestDrive/r1.jsonl"
        $short = @{ Dataset = $data; Activation = 'ReLU', 'Tanh'; Width = 8; Step = 30; Repeat = 6 }
        $null = Invoke-SwishTraining @short -ResultPath "$TestDrive/r[1].jsonl"
        Push-Location $TestDrive
        try {
            Export-SwishReport name.html -ResultPath 'r[1].jsonl' -Force -WarningAction Ignore
        } finally {
            Pop-Location
        }
        (Get-Part TestDrive:/name.html 'answer').InnerText | Should -Match 'Tanh'
    }

    It 'merges the values of several sweeps into as few commands as there can be' {
        $more = @(
            $formulas = @{ Activation = 'Tanh', { $x * (Tanh $x) }; Depth = 1, 2; Width = 4; Seed = 3, 4 }
            Invoke-SwishTraining -Dataset $data -Step 5 @formulas
            $nesterov = @{ Optimizer = 'Nesterov'; Momentum = 0.5 }
            Invoke-SwishTraining -Dataset $data -Activation Tanh -HiddenLayer 4, 3 -Step 5 @nesterov
            Invoke-SwishTraining -Dataset $data -Network { Dense 5; Activation } -Activation ReLU, Tanh -Step 5
        )
        $more | Export-SwishReport TestDrive:/many.html -WarningAction Ignore
        $command = (Get-Part TestDrive:/many.html 'repeat').SelectSingleNode(".//*[local-name()='code']").InnerText
        ([regex]::Matches($command, 'Invoke-SwishTraining')).Count | Should -Be 3
        $dataset = $data
        $again = & ([scriptblock]::Create($command))
        $dataset | Should -Not -BeNullOrEmpty
        $again.WeightHash | Sort-Object | Should -Be ($more.WeightHash | Sort-Object)
    }

    It 'repeats the data set of a table that is a file, and says that one of objects is none' {
        1..60 | ForEach-Object { [pscustomobject] @{ x = $_ % 7; y = $_ % 5; kind = "k$($_ % 2)" } } |
            Export-Csv "$TestDrive/it's.csv"
        $table = Import-TableDataset "$TestDrive/it's.csv" -Label kind -SplitSeed 2, 3
        $short = @{ Activation = 'ReLU'; Width = 4; Step = 5; WarningAction = 'Ignore' }
        $trained = Invoke-SwishTraining -Dataset $table @short
        $trained | Export-SwishReport TestDrive:/table.html -WarningAction Ignore
        $command = (Get-Part TestDrive:/table.html 'repeat').SelectSingleNode(".//*[local-name()='code']").InnerText
        $command | Should -Match '(?s)^\$dataset1 = Import-TableDataset .*-SplitSeed 2.*\n\$dataset2 = .*-SplitSeed 3'
        $again = & ([scriptblock]::Create($command))
        $again.WeightHash | Should -Be $trained.WeightHash

        Import-Csv "$TestDrive/it's.csv" | Invoke-SwishTraining -Label kind @short |
            Export-SwishReport TestDrive:/objects.html -Force -WarningAction Ignore
        $command = (Get-Part TestDrive:/objects.html 'repeat').SelectSingleNode(".//*[local-name()='code']").InnerText
        $command | Should -Match '^# \$dataset is the data set \w+, which was made of objects in memory'
        $command | Should -Match 'Import-TableDataset'
        Import-Csv "$TestDrive/it's.csv" | ConvertTo-SwishDataset -Label kind -Name Mine | Invoke-SwishTraining @short |
            Export-SwishReport TestDrive:/objects.html -Force -WarningAction Ignore
        (Get-Part TestDrive:/objects.html 'repeat').InnerText | Should -Match 'Mine, which was made of objects'
    }

    It 'takes the data set of a log from -Dataset' {
        Export-SwishReport TestDrive:/given.html -ResultPath TestDrive:/runs.jsonl -Dataset $data -WarningAction Ignore
        (Get-Part TestDrive:/given.html 'repeat').InnerText | Should -Match '\$dataset = New-ToyDataset'
    }

    It 'does not test a network on another data set than its own' {
        $other = New-ToyDataset Spirals -Class 2 -Count 100
        Invoke-SwishTraining -Dataset $other -Step 5 -Width 4 -KeepNetwork |
            Export-SwishReport TestDrive:/foreign.html -Dataset (New-ToyDataset Moons -Count 100) -WarningAction Ignore
        Get-Content TestDrive:/foreign.html -Raw | Should -Match 'it was not trained on Moons'
    }

    It 'says a verdict once' {
        $answer = (Get-Part TestDrive:/runs.html 'answer').InnerText
        [regex]::Matches($answer, 'better|worse|equivalent').Count | Should -Be 1
        $answer | Should -Match 'The verdict is the same on new test examples'
        $runs | Compare-Activation -GroupBy Depth, Width | Export-SwishReport TestDrive:/once.html
        $answer = (Get-Part TestDrive:/once.html 'answer').InnerText
        [regex]::Matches($answer, 'better|worse|equivalent').Count | Should -Be 1
    }

    It 'names the machine of a log' {
        Export-SwishReport TestDrive:/log.html -ResultPath TestDrive:/run?.jsonl -WarningAction Ignore
        (Get-Part TestDrive:/log.html 'settings').InnerText | Should -Match '\.NET'
        (Get-Part TestDrive:/log.html 'settings').InnerText | Should -Not -Match 'not recorded'
    }

    It 'shows the errors of kept networks, one for each activation' {
        $runs | Export-SwishReport TestDrive:/kept.html -Dataset $data -WarningAction Ignore
        $errors = (Get-Part TestDrive:/kept.html 'errors').InnerText
        foreach ($text in 'ReLU, hidden layers 8x2', 'Swish, hidden layers 8x2', 'median of 6', 'Confusion matrix') {
            $errors | Should -Match $text
        }
    }

    It 'opens the networks of <From> only in its folder, or where the user says' -ForEach @(
        @{ From = 'a log' }
        @{ From = 'results of a log' }
        @{ From = 'CSV' }
    ) {
        $place = (New-Item "$TestDrive/$From" -ItemType Directory).FullName
        $networks = "$place/networks"
        $written = Invoke-SwishTraining @sweep -ResultPath "$place/runs.jsonl" -NetworkPath $networks
        $written | Export-Csv "$place/runs.csv"
        $elsewhere = (New-Item "$place/elsewhere" -ItemType Directory).FullName
        Copy-Item "$place/runs.*" $elsewhere
        $file = "$place/report.html"
        $report = {
            param($Folder, $More)
            $common = @{ Path = $file; Dataset = $data; Force = $true; WarningAction = 'SilentlyContinue' } + $More
            switch ($From) {
                'a log' { Export-SwishReport -ResultPath "$Folder/runs.jsonl" @common -WarningVariable warnings }
                'results of a log' {
                    Import-TrainingResult "$Folder/runs.jsonl" | Export-SwishReport @common -WarningVariable warnings
                }
                'CSV' { Import-Csv "$Folder/runs.csv" | Export-SwishReport @common -WarningVariable warnings }
            }
            "$warnings"
        }
        # A log has its runs in the order in which they ended.
        & $report $elsewhere @{} |
            Should -Match "12 networks were not opened: .*($($written.RunId -join '|'))\.onnx.* -NetworkPath"
        Get-Part $file 'errors' | Should -BeNullOrEmpty
        & $report $elsewhere @{ NetworkPath = $networks } | Should -Not -Match 'not opened'
        Get-Part $file 'errors' | Should -Not -BeNullOrEmpty
        if ($From -ne 'CSV') {
            & $report $place @{} | Should -Not -Match 'not opened'
            Get-Part $file 'errors' | Should -Not -BeNullOrEmpty
        }
        if (-not $IsWindows) {
            $null = New-Item "$elsewhere/linked" -ItemType SymbolicLink -Value $networks
            $rows = Import-Csv "$place/runs.csv"
            $rows | ForEach-Object { $_.NetworkPath = $_.NetworkPath.Replace($networks, "$elsewhere/linked") }
            $rows | Export-SwishReport $file -Dataset $data -NetworkPath $elsewhere -Force -WarningVariable warnings `
                -WarningAction SilentlyContinue
            "$warnings" | Should -Match 'not opened'
        }
        $written | Export-SwishReport $file -Dataset $data -Force -WarningAction Ignore
        Get-Part $file 'errors' | Should -Not -BeNullOrEmpty
    }

    It 'does not test networks on data that they were not trained on' {
        $runs | Export-SwishReport TestDrive:/other.html -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'not trained on the included MNIST; specify its data set with -Dataset'
        Get-Part TestDrive:/other.html 'errors' | Should -BeNullOrEmpty
    }

    It 'takes rows of Compare-Activation in place of its own comparison' {
        $rows = $runs | Compare-Activation -Baseline Swish -WarningAction Ignore
        @($runs) + $rows | Export-SwishReport TestDrive:/rows.html -WarningAction Ignore
        (Get-Part TestDrive:/rows.html 'answer').InnerText | Should -Match 'ReLU .* Swish .*6 pairs'
        $rows | Export-SwishReport TestDrive:/only.html
        Get-Part TestDrive:/only.html 'comparison' | Should -Not -BeNullOrEmpty
        Get-Part TestDrive:/only.html 'repeat' | Should -BeNullOrEmpty
    }

    It 'keeps an existing file unless it is told to overwrite it, and asks nothing upstream' {
        Set-Content TestDrive:/old.html 'old'
        $script:asked = $false
        { & { $script:asked = $true; $runs } | Export-SwishReport TestDrive:/old.html } |
            Should -Throw '*-Force*' -ErrorId 'FileExists*'
        $script:asked | Should -BeFalse
        Get-Content TestDrive:/old.html | Should -Be 'old'
        $runs | Export-SwishReport TestDrive:/old.html -Force -WarningAction Ignore
        Get-Content TestDrive:/old.html -Raw | Should -Match '^<!DOCTYPE html>'
    }

    It 'writes nothing with -WhatIf' {
        $runs | Export-SwishReport TestDrive:/never.html -WhatIf -WarningAction Ignore
        'TestDrive:/never.html' | Should -Not -Exist
    }

    It 'rejects <What>' -ForEach @(
        @{
            What = 'another ending'; Id = 'UnknownReportFormat*'
            Script = { $runs | Export-SwishReport TestDrive:/a.txt }
        }
        @{
            What = 'other objects'; Id = 'InvalidReportInput*'
            Script = { Get-Date | Export-SwishReport TestDrive:/a.html }
        }
        @{ What = 'nothing'; Script = { @() | Export-SwishReport TestDrive:/a.html }; Id = 'NothingToReport*' }
        @{
            What = 'a missing log'; Id = 'PathNotFound*'
            Script = { Export-SwishReport TestDrive:/a.html -ResultPath no }
        }
    ) {
        $Script | Should -Throw -ErrorId $Id
        'TestDrive:/a.html' | Should -Not -Exist
    }
}
