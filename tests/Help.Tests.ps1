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

    It 'begins each item of a list on a line of its own' {
        # As it is shown: the items of the page, and not only some of them.
        $page = (Get-Help Compare-Activation | Out-String -Width 80) -split '\r?\n'
        foreach ($verdict in 'NotComparable', 'Untested', 'Same', 'Better or Worse', 'Unclear') {
            $page | Where-Object { $_ -match "^ *- ${verdict}: " } | Should -HaveCount 1
        }
    }

    It 'has the topic <_>' -ForEach 'about_Swish', 'about_Swish_Recipes', 'about_Swish_Activations' {
        Get-Help $_ | Should -BeLike "*$_*SEE ALSO*"
    }
}
