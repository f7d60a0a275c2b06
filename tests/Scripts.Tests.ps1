#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What these checks cover is found without PSScriptAnalyzer, which the project's workflow runs besides.

BeforeDiscovery {
    $root = Split-Path $PSScriptRoot
    $scripts = Get-ChildItem $root -Recurse -File -Include '*.ps1', '*.psm1', '*.psd1' |
        Where-Object FullName -NotMatch '[\\/](artifacts|bin|obj)[\\/]' |
        ForEach-Object { @{ Path = $_.FullName; Name = [System.IO.Path]::GetRelativePath($root, $_.FullName) } }
}

Describe 'The script <Name>' -Tag Slow -ForEach $scripts {
    BeforeAll {
        $problems = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $problems)
        $calls = $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) |
            Where-Object InvocationOperator -EQ Unknown
        $lines = Get-Content $Path
    }

    It 'parses' {
        $problems | Should -BeNullOrEmpty
    }

    It 'has lines of at most 120 columns, without tabs and without spaces at their end' {
        $lines -match '.{121}|\t|\s$' | Should -BeNullOrEmpty
    }

    It 'calls commands by their names, in the case of their definition, and by no alias' {
        $wrong = foreach ($call in $calls) {
            $name = $call.GetCommandName()
            $command = $name ? (Get-Command $name -ErrorAction Ignore | Select-Object -First 1) : $null
            # The aliases of the module are tested too.
            if ($command.CommandType -eq 'Alias' -and $command.Source -ne 'Swish') { "$($call.Extent): an alias" }
            if ($command.CommandType -in 'Cmdlet', 'Function' -and $command.Name -cne $name) { "$($call.Extent): case" }
        }
        $wrong | Should -BeNullOrEmpty
    }

    It 'runs no text as code and writes to no host' {
        $calls | Where-Object { $_.GetCommandName() -in 'Invoke-Expression', 'Write-Host' } | Should -BeNullOrEmpty
    }

    It 'names its functions with approved verbs' {
        $functions = $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true)
        $functions.Name | Where-Object { $_ -and ($_ -split '-')[0] -notin (Get-Verb).Verb } | Should -BeNullOrEmpty
    }
}
