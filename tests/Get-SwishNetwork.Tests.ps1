#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'Get-SwishNetwork' {
    It 'lists the named networks with their published parameters' {
        $networks = Get-SwishNetwork
        ($networks | Where-Object Name -EQ 'LeNet5').Parameters | Should -Be 61706
        ($networks | Where-Object Name -EQ 'ResNet20').Parameters | Should -Be 269722
        ($networks | Where-Object Name -EQ 'ResNet32').Parameters | Should -Be 464154
        $networks | ForEach-Object { $_.Memory | Should -BeGreaterThan 1MB }
    }

    It 'measures a network of your own' {
        $size = Get-SwishNetwork { Dense 100; Activation } -InputShape 1, 28, 28
        $size.Parameters | Should -Be (785 * 100 + 101 * 10)
        $size.MultiplyAdds | Should -Be (784 * 100 + 100 * 10)
        (Get-SwishNetwork { Dense 100; Activation } -InputShape 784).Parameters | Should -Be $size.Parameters
    }

    It 'uses the shape and the classes of a data set' {
        $toys = New-ToyDataset Moons
        (New-SwishNetwork { Dense 5 } | Get-SwishNetwork -Dataset $toys).Parameters | Should -Be (3 * 5 + 6 * 2)
    }

    It 'rejects what does not fit' {
        { Get-SwishNetwork ResNet20 -InputShape 10 -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNeedsImages,*'
        { Get-SwishNetwork { MaxPool 9 } -InputShape 1, 8, 8 -ErrorAction Stop } |
            Should -Throw -ErrorId 'WindowTooLarge,*'
        { Get-SwishNetwork ResNet33 -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownNetwork,*'
        { Get-SwishNetwork -InputShape 3, 32 } | Should -Throw -ErrorId 'InvalidInputShape,*'
    }
}
