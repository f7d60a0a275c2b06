#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'Import-TableDataset' {
    BeforeAll {
        'x;kind', '1;a', '2;b', '3;a', '4;b', '5;a', '6;b' | Set-Content TestDrive:/points.csv
    }

    It 'reads files by path, wildcard and pipeline' {
        $data = Import-TableDataset TestDrive:/points.csv -Label kind -TestShare 0.34
        $data.Name | Should -Be 'points'
        (Import-TableDataset TestDrive:/poi*.csv -Label kind -TestShare 0.34).Fingerprint | Should -Be $data.Fingerprint
        (Get-Item TestDrive:/points.csv | Import-TableDataset -Label kind -TestShare 0.34 -Delimiter ';').Fingerprint |
            Should -Be $data.Fingerprint
    }

    It 'takes a file to test on' {
        'x;kind', '9;a' | Set-Content TestDrive:/test.csv
        (Import-TableDataset TestDrive:/points.csv -Label kind -TestPath TestDrive:/test.csv).Test.Count | Should -Be 1
    }

    It 'goes on after a file that it rejects' {
        'a,b', '1,2,3' | Set-Content TestDrive:/bad.csv
        $found = Import-TableDataset TestDrive:/bad.csv, TestDrive:/points.csv -Label kind -ErrorVariable problem `
            -ErrorAction SilentlyContinue
        $found.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'TableMalformed,*'
    }
}
