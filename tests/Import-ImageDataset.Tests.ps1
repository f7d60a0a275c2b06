#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    foreach ($name in 'Swish', 'ReLU') {
        $folder = (New-Item -ItemType Directory "TestDrive:/pictures/$name").FullName
        foreach ($size in 100, 110) { Get-ActivationCurve $name | Export-SwishPlot "$folder/$size.png" -Width $size }
    }
}

Describe 'Import-ImageDataset' {
    It 'reads a folder for each class' {
        $data = Import-ImageDataset TestDrive:/pictures -Size 12, 16 -TestShare 0.5
        $data.ClassNames | Should -Be 'ReLU', 'Swish'
        $data.Shape.ToString() | Should -Be '3×12×16'
        $data.Name | Should -Be 'pictures'
        (Invoke-SwishTraining -Dataset $data -Step 3 -Width 4).Classes | Should -Be 2
    }

    It 'needs a size for images of several sizes' {
        { Import-ImageDataset TestDrive:/pictures -ErrorAction Stop } | Should -Throw -ErrorId 'ImageSizeMismatch*'
    }

    It 'rejects a share where the folder says what to test on' {
        Copy-Item TestDrive:/pictures TestDrive:/set/train -Recurse -Force
        Copy-Item TestDrive:/pictures TestDrive:/set/test -Recurse
        (Import-ImageDataset TestDrive:/set -Size 8 -Grayscale).Test.Count | Should -Be 4
        { Import-ImageDataset TestDrive:/set -Size 8 -TestShare 0.5 -ErrorAction Stop } |
            Should -Throw -ErrorId 'ContradictingParameters*'
    }

    It 'reads CIFAR-10 as a folder' -Skip:(-not $env:SWISH_CIFAR10) {
        $cifar = Import-ImageDataset $env:SWISH_CIFAR10
        $cifar.Training.Count, $cifar.Test.Count, $cifar.Classes | Should -Be 50000, 10000, 10
    }
}

Describe 'Import-CifarDataset' {
    It 'reads the binary version' {
        $folder = (New-Item -ItemType Directory TestDrive:/cifar).FullName
        foreach ($file in 'train', 'test') { [IO.File]::WriteAllBytes("$folder/$file.bin", [byte[]]::new(3074)) }
        (Import-CifarDataset TestDrive:/cifar).Classes | Should -Be 100
        (Import-CifarDataset TestDrive:/cifar -Coarse -Name C).Classes | Should -Be 20
        { Import-CifarDataset TestDrive:/ -ErrorAction Stop } | Should -Throw -ErrorId 'DatasetFileMissing*'
    }
}
