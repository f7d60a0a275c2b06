#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    # Linear layers cannot tell a circle from the one around it, and Tanh can.
    $data = New-ToyDataset Circles -Count 300
    $sweep = @{
        Dataset = $data; Activation = 'Tanh', 'Identity', 'Swish(beta=1.001)', 'Swish'; Width = 8; Step = 150
        LearningRate = 0.01; Until = 'Decided'; MaximumRepeat = 20
    }
    $results = Invoke-SwishTraining @sweep -ResultPath "$TestDrive/runs.jsonl" -Verbose 4>&1
    $looks = $results | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and $_ -match '^Look' }
    $results = $results | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }
}

Describe 'Invoke-SwishTraining -Until Decided' {
    It 'trains blocks of paired seeds, and no more of an activation that is decided' {
        $results[0..15] | ForEach-Object { "$($_.Activation) $($_.Seed)" } | Select-Object -First 5 |
            Should -Be 'Tanh 1', 'Tanh 2', 'Tanh 3', 'Tanh 4', 'Identity 1'
        $count = $results | Group-Object Activation -AsHashTable
        # Every block has the baseline, as long as something is open.
        $count['Tanh'].Count | Should -BeGreaterOrEqual $count['Identity'].Count
        $count['Identity'].Count | Should -BeLessThan 20
        foreach ($one in $count.Values) { $one.Seed | Should -Be (1..$one.Count) }
    }

    It 'says at each look how many rows are decided' {
        $looks | Should -Not -BeNullOrEmpty
        "$($looks[-1])" | Should -Match '^Look \d of 5, \d+ seeds: \d of 3 rows are decided\.$'
    }

    It 'has the plan in results, log and comparison' {
        $results.Looks | Sort-Object -Unique | Should -Be '5 looks, 20 seeds'
        Get-Content "$TestDrive/runs.jsonl" | Select-Object -Skip 1 |
            ForEach-Object { $_ | Should -Match '"looks":"5 looks, 20 seeds"' }
        $row = $results | Compare-Activation | Where-Object Activation -EQ 'Identity'
        $row.Verdict | Should -Be 'Worse'
        $row.Look | Should -Match '^[2-4] of 5$'
        $row.Level | Should -BeLessThan 0.05
        $row.Note | Should -Match 'Decided at look'
        $row.Pairs | Should -Be ($results | Where-Object Activation -EQ 'Identity').Count
    }

    It 'has the same looks when it continues from its log' {
        $lines = (Get-Content "$TestDrive/runs.jsonl").Count
        $again = Invoke-SwishTraining @sweep -ResultPath "$TestDrive/runs.jsonl"
        $again.RunId | Should -Be $results.RunId
        (Get-Content "$TestDrive/runs.jsonl").Count | Should -Be $lines
        # A part of the log, as an interruption leaves it.
        Get-Content "$TestDrive/runs.jsonl" -TotalCount 10 | Set-Content "$TestDrive/part.jsonl"
        (Invoke-SwishTraining @sweep -ResultPath "$TestDrive/part.jsonl").WeightHash | Should -Be $results.WeightHash
    }

    It 'gives the same comparison from the log and from CSV' {
        $rows = $results | Compare-Activation -WarningAction Ignore |
            Select-Object Activation, Verdict, Look, Pairs, PValue
        $rows | ConvertTo-Json | Should -Be (Import-TrainingResult "$TestDrive/runs.jsonl" |
                Compare-Activation -WarningAction Ignore |
                Select-Object Activation, Verdict, Look, Pairs, PValue | ConvertTo-Json)
        $results | Export-Csv "$TestDrive/runs.csv"
        # A spreadsheet would make a date of it.
        @(Get-Content "$TestDrive/runs.csv"; $rows | ConvertTo-Csv) | Should -Not -Match '"\d+/\d+"'
        (Import-Csv "$TestDrive/runs.csv" | Compare-Activation -WarningAction Ignore).Look | Should -Be $rows.Look
    }

    It 'says that runs of another plan were already looked at' {
        Copy-Item "$TestDrive/runs.jsonl" "$TestDrive/longer.jsonl"
        $longer = $sweep.Clone()
        $longer.MaximumRepeat = 30
        $both = Invoke-SwishTraining @longer -ResultPath "$TestDrive/longer.jsonl"
        $both.Looks | Sort-Object -Unique | Should -Be '5 looks, 20 seeds', '5 looks, 30 seeds'
        $null = $both | Compare-Activation -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'several plans'
    }

    It 'says that a log of runs without a plan does not get one' {
        $fixed = $sweep.Clone()
        $fixed.Remove('Until')
        $fixed.Remove('MaximumRepeat')
        $null = Invoke-SwishTraining @fixed -Repeat 20 -ResultPath "$TestDrive/fixed.jsonl"
        $again = Invoke-SwishTraining @sweep -ResultPath "$TestDrive/fixed.jsonl" -WarningVariable warnings `
            -WarningAction SilentlyContinue
        $again.Looks | Sort-Object -Unique | Should -Be '5 looks, 20 seeds'
        "$warnings" | Should -Match 'have no plan'
        $null = Invoke-SwishTraining @sweep -ResultPath "$TestDrive/runs.jsonl" -WarningVariable warnings `
            -WarningAction SilentlyContinue
        "$warnings" | Should -Not -Match 'have no plan'
    }

    It 'says what to do next if it ends without a verdict, and leaves it to Compare-Activation in a pipeline' {
        $few = @{
            Dataset = New-ToyDataset Moons -Count 300; Activation = 'ReLU', 'Tanh'; Width = 8; Step = 80
            LearningRate = 0.01; Until = 'Decided'; MaximumRepeat = 10; WarningAction = 'SilentlyContinue'
        }
        $trained = Invoke-SwishTraining @few -WarningVariable own
        "$own" | Should -Match '^1 row is Unclear: .* -M(aximumRepeat \d+|argin)'
        $row = Invoke-SwishTraining @few -WarningVariable upstream |
            Compare-Activation -WarningVariable compared -WarningAction SilentlyContinue
        $upstream | Should -BeNullOrEmpty
        "$compared" | Should -Be "$own"
        $row[1].Verdict | Should -Be 'Unclear'
        $trained | Should -HaveCount 20
    }

    It 'returns all runs if none has a number to compare' {
        $wave = 1..200 | ForEach-Object { [pscustomobject]@{ x = $_ / 20; y = [Math]::Sin($_ / 20) } } |
            ConvertTo-SwishDataset -Label y
        $wild = @{ Activation = 'Identity', 'ReLU'; Optimizer = 'SGD'; LearningRate = 1000; Step = 50; Width = 8 }
        $runs = Invoke-SwishTraining -Dataset $wave @wild -Until Decided -MaximumRepeat 7 -WarningAction Ignore
        $runs.Count | Should -Be 14
        $runs.Status | Sort-Object -Unique | Should -Be 'Diverged'
        ($runs | Compare-Activation -WarningAction Ignore)[1].Collapsed | Should -Be 7
    }

    It 'trains nothing with -WhatIf' {
        Invoke-SwishTraining @sweep -ResultPath TestDrive:/never.jsonl -WhatIf | Should -BeNullOrEmpty
        'TestDrive:/never.jsonl' | Should -Not -Exist
    }

    It 'rejects <What>' -ForEach @(
        @{ What = 'one activation'; Change = @{ Activation = 'ReLU' }; Id = 'NothingToCompare*' }
        @{ What = 'seeds'; Change = @{ Seed = 1, 2 }; Id = 'ContradictingParameters*' }
        @{ What = 'a number of seeds'; Change = @{ Repeat = 6 }; Id = 'ContradictingParameters*' }
        @{ What = 'a shard'; Change = @{ Shard = '1/2' }; Id = 'ContradictingParameters*' }
        @{ What = 'too few seeds'; Change = @{ MaximumRepeat = 5 }; Id = 'ParameterArgumentValidationError*' }
    ) {
        $small = @{ Dataset = $data; Width = 4; Step = 5; Until = 'Decided'; Activation = 'ReLU', 'Tanh' }
        foreach ($name in $Change.Keys) { $small[$name] = $Change[$name] }
        { Invoke-SwishTraining @small } | Should -Throw -ErrorId $Id
    }

    It 'rejects a maximum without -Until' {
        { Invoke-SwishTraining -MaximumRepeat 10 } | Should -Throw -ErrorId 'ContradictingParameters*'
    }
}
