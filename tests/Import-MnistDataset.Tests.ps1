#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'Import-MnistDataset' {
    BeforeAll {
        $shipped = Join-Path (Get-Module Swish).ModuleBase 'data/mnist'
    }

    It 'reads the set that ships with the module' {
        $mnist = Import-MnistDataset
        $mnist.Name | Should -Be 'MNIST'
        $mnist.Training.Count | Should -Be 60000
        $mnist.Test.Count | Should -Be 10000
        $mnist.Classes | Should -Be 10
    }

    It 'reads a folder, plain or gzipped, to the same fingerprint' {
        $folder = New-Item -ItemType Directory TestDrive:/gzipped
        foreach ($file in Get-ChildItem $shipped) {
            $from = $file.OpenRead()
            $to = [System.IO.Compression.GZipStream]::new(
                [System.IO.File]::Create("$($folder.FullName)/$($file.Name).gz"),
                [System.IO.Compression.CompressionLevel]::Fastest)
            $from.CopyTo($to)
            $to.Dispose()
            $from.Dispose()
        }
        (Import-MnistDataset TestDrive:/gzipped).Fingerprint | Should -Be (Import-MnistDataset).Fingerprint
    }

    It 'takes folders from the pipeline and names them' {
        (Get-Item $shipped | Import-MnistDataset -Name Digits).Name | Should -Be 'Digits'
    }

    It 'takes wildcards, from the current location' {
        Push-Location (Get-Module Swish).ModuleBase
        try { (Import-MnistDataset data/mn*).Name | Should -Be 'mnist' } finally { Pop-Location }
    }

    It 'takes a folder with brackets literally' {
        $folder = (New-Item -ItemType Directory 'TestDrive:/set[1]').FullName
        Get-ChildItem $shipped | ForEach-Object { Copy-Item -LiteralPath $_.FullName -Destination $folder }
        { Import-MnistDataset -Path $folder -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound*'
        (Import-MnistDataset -LiteralPath $folder).Name | Should -Be 'set[1]'
    }

    It 'rejects a folder without the files, and says which it lacks' {
        { Import-MnistDataset TestDrive:/ -ErrorAction Stop } | Should -Throw '*train-images-idx3-ubyte*'
    }

    It 'rejects a file where a folder is wanted' {
        Set-Content TestDrive:/file 'x'
        { Import-MnistDataset TestDrive:/file -ErrorAction Stop } | Should -Throw -ErrorId 'DatasetFolderIsFile*'
    }
}
