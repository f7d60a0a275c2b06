#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $pages = (Get-Command -Module Swish -CommandType Cmdlet).Name
}

Describe 'The help' {
    BeforeAll {
        Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    }

    It 'separates the code of <_> from the text' -ForEach $pages {
        $text = Get-Help $_ -Examples | Out-String -Width 200
        $text | Should -Not -Match '```'
        $text | Should -Not -Match "`u{80}"
        foreach ($example in (Get-Help $_).examples.example) {
            $text | Should -Match ([regex]::Escape(($example.code -split "`n")[0]))
        }
    }

    It 'shows the range and the default of a parameter' {
        $text = Get-Help Invoke-SwishTraining -Parameter Dropout | Out-String -Width 200
        $text | Should -Match '0 or more, below 1'
        $text | Should -Match 'Default value\s+0'
    }

    It 'has the topic <_>' -ForEach 'about_Swish', 'about_Swish_Recipes', 'about_Swish_Activations' {
        Get-Help $_ | Should -BeLike "*$_*SEE ALSO*"
    }
}
