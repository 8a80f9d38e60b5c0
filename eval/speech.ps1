# Dot-sourced by the scripts beside it: the function Invoke-Speech, which runs speech from the path where it is installed, else built from
# this checkout once.
function Invoke-Speech {
    $installed = Get-Command speech -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($installed) {
        & $installed @args
        return
    }
    $checkout = Split-Path $PSScriptRoot
    $program = Join-Path $checkout 'tools/speech/bin/Release/net10.0/speech.dll'
    if (-not (Test-Path $program)) {
        dotnet build (Join-Path $checkout 'tools/speech') -c Release -v quiet --nologo | Out-Host
    }
    dotnet $program @args
}

# The options, with an output folder where none is given.
function Add-Output([string[]] $Options, [string] $Folder) {
    if ($Options -contains '--output' -or $Options -contains '-o' -or $Options -match '^--output=') { $Options } else { @($Options) + '--output', $Folder }
}
