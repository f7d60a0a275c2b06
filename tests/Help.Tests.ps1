#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $pages = (Get-Command -Module Swish -CommandType Cmdlet).Name
    # Those that need cmdlets beyond the engine's own; the others run in the engine alone, with 'dotnet test'.
    $engine = 'Where-Object', 'ForEach-Object'
    $examples = foreach ($page in $pages) {
        foreach ($example in (Get-Help $page).examples.example) {
            $ast = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $null)
            $called = $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
            # The functions of a formula are no commands.
            $commands = foreach ($call in $called) { Get-Command $call.GetCommandName() -ErrorAction Ignore }
            if ($commands.Name.Where({ $_ -notin $pages + $engine })) {
                @{ Page = $page; Title = $example.title.Trim('-', ' '); Code = $example.code }
            }
        }
    }
}

Describe 'The help' {
    BeforeAll {
        Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    }

    It 'shows the code of <_> apart from what is said of it' -ForEach $pages {
        $text = Get-Help $_ -Examples | Out-String -Width 200
        $text | Should -Not -Match '```'
        $text | Should -Not -Match "`u{80}"
        foreach ($example in (Get-Help $_).examples.example) {
            $text | Should -Match ([regex]::Escape(($example.code -split "`n")[0]))
        }
    }

    It 'tells the range and the default of a parameter' {
        $text = Get-Help Invoke-SwishTraining -Parameter Dropout | Out-String -Width 200
        $text | Should -Match '0 to below 1'
        $text | Should -Match 'Default value\s+0'
    }

    It 'knows the topic <_>' -ForEach 'about_Swish', 'about_Swish_Recipes', 'about_Swish_Activations' {
        Get-Help $_ | Should -BeLike "*$_*SEE ALSO*"
    }

    It 'has an example of <Page> that runs: <Title>' -ForEach $examples {
        Push-Location TestDrive:/
        try {
            $given = & ([scriptblock]::Create($Code)) 3>&1
        }
        finally {
            Pop-Location
        }
        @($given).Count + @(Get-ChildItem TestDrive:/).Count | Should -BeGreaterThan 0
    }
}
