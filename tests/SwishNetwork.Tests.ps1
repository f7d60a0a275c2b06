#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $small = @{ Width = 8; Step = 5; BatchSize = 100 }
}

Describe 'Invoke-SwishTraining -KeepNetwork and -NetworkPath' {
    It 'keeps the network with the result' {
        $run = Invoke-SwishTraining @small -KeepNetwork
        $run.GetNetwork().WeightHash | Should -Be $run.WeightHash
        $run.NetworkPath | Should -BeNullOrEmpty
    }

    It 'writes a file for each run, and the result names it' {
        $runs = Invoke-SwishTraining @small -Seed 1, 2 -NetworkPath TestDrive:/networks
        $runs.NetworkPath | ForEach-Object { Test-Path -LiteralPath $_ | Should -BeTrue }
        (Get-ChildItem TestDrive:/networks).Name | Sort-Object |
            Should -Be ($runs.RunId | ForEach-Object { "$_.onnx" } | Sort-Object)
    }

    It 'trains a logged run again if its file is missing, with a warning' {
        $log = @{ ResultPath = 'TestDrive:/log.jsonl'; NetworkPath = 'TestDrive:/logged' }
        $first = Invoke-SwishTraining @small @log
        Remove-Item -LiteralPath $first.NetworkPath
        $second = Invoke-SwishTraining @small @log -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -Match 'trained again'
        $second.WeightHash | Should -Be $first.WeightHash
        Test-Path -LiteralPath $second.NetworkPath | Should -BeTrue
        Invoke-SwishTraining @small @log -WarningVariable none | Out-Null
        $none | Should -BeNullOrEmpty
    }

    It 'rejects a folder that is a file before it trains' {
        Set-Content TestDrive:/file text
        { Invoke-SwishTraining @small -NetworkPath TestDrive:/file } |
            Should -Throw -ErrorId 'NetworkFileUnavailable,*'
    }

    It 'writes nothing with -WhatIf' {
        Invoke-SwishTraining @small -NetworkPath TestDrive:/whatif -WhatIf
        Test-Path TestDrive:/whatif | Should -BeFalse
    }
}

Describe 'Export-SwishNetwork' {
    BeforeAll { $run = Invoke-SwishTraining @small -KeepNetwork }

    It 'writes a file, and returns it with -PassThru' {
        $file = $run | Export-SwishNetwork TestDrive:/a.onnx -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        (Import-SwishNetwork TestDrive:/a.onnx).WeightHash | Should -Be $run.WeightHash
    }

    It 'names the file after the run in a folder' {
        New-Item -ItemType Directory TestDrive:/folder | Out-Null
        ($run | Export-SwishNetwork TestDrive:/folder -PassThru).Name | Should -Be "$($run.RunId).onnx"
    }

    It 'overwrites only with -Force' {
        Set-Content TestDrive:/b.onnx text
        { $run | Export-SwishNetwork TestDrive:/b.onnx } | Should -Throw -ErrorId 'NetworkFileExists,*'
        { Invoke-SwishTraining @small -KeepNetwork -OutVariable trained | Export-SwishNetwork TestDrive:/no/b.onnx } |
            Should -Throw -ErrorId 'PathNotFound,*'
        $trained | Should -BeNullOrEmpty
        $run | Export-SwishNetwork TestDrive:/b.onnx -Force
        (Import-SwishNetwork TestDrive:/b.onnx).RunId | Should -Be $run.RunId
    }

    It 'overwrites no file that is not named as a network, even with -Force' {
        Set-Content TestDrive:/runs.jsonl text
        { $run | Export-SwishNetwork TestDrive:/runs.jsonl -Force } | Should -Throw -ErrorId 'NetworkFileExists,*'
        Get-Content TestDrive:/runs.jsonl | Should -Be 'text'
    }

    It 'does not write several networks to one file' {
        $run, $run | Export-SwishNetwork TestDrive:/c.onnx -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -BeLike 'NetworkFileExists,*'
        Test-Path TestDrive:/c.onnx | Should -BeTrue
    }

    It 'says what a result without a network needs' {
        $lost = Invoke-SwishTraining @small
        { $lost | Export-SwishNetwork TestDrive:/d.onnx -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotKept,*'
        { 5 | Export-SwishNetwork TestDrive:/d.onnx -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidNetwork,*'
    }

    It 'writes nothing with -WhatIf' {
        $run | Export-SwishNetwork TestDrive:/e.onnx -WhatIf
        Test-Path TestDrive:/e.onnx | Should -BeFalse
    }
}

Describe 'Import-SwishNetwork' {
    BeforeAll {
        $runs = Invoke-SwishTraining @small -Seed 1, 2 -NetworkPath TestDrive:/imported
    }

    It 'reads results, files and wildcards' {
        ($runs | Import-SwishNetwork).WeightHash | Should -Be $runs.WeightHash
        (Get-ChildItem TestDrive:/imported | Import-SwishNetwork).Count | Should -Be 2
        (Import-SwishNetwork TestDrive:/imported/*.onnx).Count | Should -Be 2
    }

    It 'returns a flat object' {
        $network = $runs[0] | Import-SwishNetwork
        $network.Activation | Should -Be Swish
        $network.HiddenLayers | Should -Be '8x2'
        "$($network.Input)" | Should -Be '28×28'
        $network.Classes | Should -Be 10
        $network.RunId | Should -Be $runs[0].RunId
    }

    It 'rejects other files, and goes on with the next' {
        Set-Content TestDrive:/other.onnx 'text'
        $read = Import-SwishNetwork TestDrive:/other.onnx, TestDrive:/imported/*.onnx -ErrorVariable errors `
            -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -BeLike 'NetworkFileForeign,*'
        $read.Count | Should -Be 2
    }
}

Describe 'Invoke-SwishTraining -InitialNetwork' {
    BeforeAll { $run = Invoke-SwishTraining @small -Activation Mish -KeepNetwork -NetworkPath TestDrive:/initial }

    It 'goes on with the settings of the network' {
        $next = Invoke-SwishTraining -InitialNetwork $run
        $next.Activation | Should -Be Mish
        $next.HiddenLayers | Should -Be '8x2'
        $next.OtherSettings | Should -BeLike "*InitialNetwork=$($run.WeightHash)*"
        $next.WeightHash | Should -Not -Be $run.WeightHash
    }

    It 'comes to the same bits from a result, a network and a file' {
        $hashes = $run, $run.GetNetwork(), $run.NetworkPath, (Get-Item -LiteralPath $run.NetworkPath) |
            ForEach-Object { (Invoke-SwishTraining -InitialNetwork $_ -Step 3).WeightHash }
        $hashes | Select-Object -Unique | Should -HaveCount 1
    }

    It 'sweeps other settings' {
        (Invoke-SwishTraining -InitialNetwork $run -Activation ReLU, Swish -Step 3).Activation | Should -Be ReLU, Swish
    }

    It 'rejects other layers before it trains' {
        { Invoke-SwishTraining -InitialNetwork $run -Width 9 } | Should -Throw -ErrorId 'InitialNetworkMismatch,*'
    }
}

Describe 'Two tables with the same numbers and other names' {
    BeforeAll {
        $first = 1..120 | ForEach-Object { [pscustomobject]@{ a = $_ % 17; b = $_ % 23; y = [int]($_ % 17 -gt 8) } }
        $second = $first | ForEach-Object { [pscustomobject]@{ b = $_.a; a = $_.b; y = $_.y + 1 } }
        $first, $second = $first, $second | ForEach-Object { , ($_ | ConvertTo-SwishDataset -Label y) }
        $train = @{ Step = 10; Width = 4 }
    }

    It 'are not the same run with class weights, which go by name' {
        $weight = @{ '1' = 9 }
        $one = Invoke-SwishTraining @train -Dataset $first -ClassWeight $weight
        $two = Invoke-SwishTraining @train -Dataset $second -ClassWeight $weight
        $first.Fingerprint | Should -Be $second.Fingerprint
        $two.RunId | Should -Not -Be $one.RunId
        $two.WeightHash | Should -Not -Be $one.WeightHash
    }

    It 'do not take or replace the network file of each other' {
        $keep = @{ NetworkPath = "$TestDrive/named"; ResultPath = "$TestDrive/named.jsonl"; KeepNetwork = $true }
        $one = Invoke-SwishTraining @train @keep -Dataset $first
        $file = Get-FileHash $one.NetworkPath
        (Invoke-SwishTraining @train @keep -Dataset $first).NetworkPath | Should -Be $one.NetworkPath
        $null = Invoke-SwishTraining @train @keep -Dataset $second -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -BeLike 'NetworkFileExists*'
        $keep.Remove('ResultPath')
        $null = Invoke-SwishTraining @train @keep -Dataset $second -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -BeLike 'NetworkFileExists*'
        (Get-FileHash $one.NetworkPath).Hash | Should -Be $file.Hash
    }

    It 'are not tested with the network of each other, whose inputs are in another order' {
        $network = Invoke-SwishTraining @train -Dataset $first -KeepNetwork
        $expected = '*reads a as input 1, and * has b there.*'
        { $network | Test-SwishNetwork -Dataset $second -ErrorAction Stop } |
            Should -Throw $expected -ErrorId 'NetworkInputMismatch*'
        { Invoke-SwishNetwork $network -Dataset $second -ErrorAction Stop } | Should -Throw $expected
        { $network | Get-PredictionGrid $second -ErrorAction Stop } | Should -Throw $expected
        { Invoke-SwishTraining @train -Dataset $second -InitialNetwork $network -ErrorAction Stop } |
            Should -Throw $expected -ErrorId 'InitialNetworkMismatch*'
        ($network | Test-SwishNetwork -Dataset $first).Accuracy | Should -BeGreaterThan 0
    }

    It 'has a scaling that nobody changes' {
        $network = (Invoke-SwishTraining @train -Dataset $first -KeepNetwork).GetNetwork()
        { $network.GetTransform().Offsets[0] = 1 } | Should -Throw
        { $network.GetTransform().Divisors[0] = 1 } | Should -Throw
    }

    It 'rejects numbers that are not finite' -ForEach ([double]::NaN, [double]::PositiveInfinity, 1e300) {
        $network = Invoke-SwishTraining @train -Dataset $first -KeepNetwork
        { [pscustomobject]@{ a = $_; b = 1 } | Invoke-SwishNetwork $network -ErrorAction Stop } |
            Should -Throw -ErrorId 'InvalidNumber*'
    }
}

Describe 'Objects whose scripts fail' {
    BeforeAll {
        $textless = [pscustomobject]@{} |
            Add-Member -PassThru -Force -MemberType ScriptMethod -Name ToString -Value { throw 'no text' }
        $rows = 1..40 | ForEach-Object { [pscustomobject]@{ a = $_; b = 1; y = $_ % 2 } }
    }

    It 'have no value there' {
        $network = Invoke-SwishTraining -Dataset ($rows | ConvertTo-SwishDataset -Label y) -Step 2 -Width 4 -KeepNetwork
        $bad = [pscustomobject]@{ a = $textless; b = 1; y = 1 }
        { $bad | Invoke-SwishNetwork $network -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkInputMismatch*'
        { @($rows) + $bad | ConvertTo-SwishDataset -Label y } | Should -Throw -ErrorId 'TableMissingValue*'
        $fails = [pscustomobject]@{ x = 1 } |
            Add-Member -PassThru -MemberType ScriptProperty -Name NetworkPath -Value { throw 'not now' }
        { Test-SwishNetwork $fails -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotKept*'
        # An alias of a property that does not exist.
        $alias = $rows | ForEach-Object { $_.PSObject.Copy() | Add-Member -PassThru AliasProperty z nothere }
        ($alias | ConvertTo-SwishDataset -Label y).FeatureNames | Should -Be 'a', 'b'
        ($alias | Invoke-SwishNetwork $network).Count | Should -Be 40
    }
}

Describe 'Another network in the file of a run' {
    BeforeAll {
        $data = New-ToyDataset Moons -Count 100
        $train = @{ Dataset = $data; Width = 4; Step = 5; BatchSize = 10; ValidationCount = 0 }
        $log = "$TestDrive/replaced.jsonl"
        $runs = Invoke-SwishTraining @train -Activation Swish, ReLU -ResultPath $log -NetworkPath TestDrive:/replaced
        $other = Invoke-SwishTraining @train -Seed 77 -KeepNetwork
        foreach ($path in $runs.NetworkPath) { $other | Export-SwishNetwork $path -Force }
        $run = $runs[0]
        $logged = Import-TrainingResult $log | Select-Object -First 1
        $logged | Export-Csv TestDrive:/replaced.csv
    }

    It 'is not taken for the network of the run' {
        foreach ($source in $run, $logged, (Import-Csv TestDrive:/replaced.csv)) {
            { $source | Test-SwishNetwork -Dataset $data -ErrorAction Stop } |
                Should -Throw -ErrorId 'NetworkOfOtherRun*'
            { $source | Export-SwishNetwork TestDrive:/never.onnx -ErrorAction Stop } |
                Should -Throw -ErrorId 'NetworkOfOtherRun*'
            { Invoke-SwishTraining @train -InitialNetwork $source } | Should -Throw -ErrorId 'NetworkOfOtherRun*'
        }
        (Test-SwishNetwork $run.NetworkPath -Dataset $data).RunId | Should -Not -Be $run.RunId
    }

    It 'is not shown in a report' {
        Export-SwishReport TestDrive:/replaced.html -ResultPath $log -Dataset $data -WarningVariable warnings `
            -WarningAction SilentlyContinue
        @($warnings -match 'is not the network of the run').Count | Should -Be 2
        Get-Content TestDrive:/replaced.html -Raw | Should -Not -Match 'test examples: accuracy'
    }

    It 'is neither taken nor replaced when the run is resumed' {
        $again = Invoke-SwishTraining @train -ResultPath $log -NetworkPath TestDrive:/replaced -KeepNetwork `
            -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors.FullyQualifiedErrorId | Should -BeLike 'NetworkFileExists*'
        $again.WeightHash | Should -Be $run.WeightHash
        (Import-SwishNetwork $run.NetworkPath).GetRecipe().Seed | Should -Be 77
    }
}
