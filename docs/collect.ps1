<#
.SYNOPSIS
Captures a failing synchronisation or import on a WSUS server, and collects the files that decide between its causes.

.DESCRIPTION
Run it on the WSUS server, in an elevated 64-bit Windows PowerShell 5.1 or later. It starts a network trace, reproduces the
failure, stops the trace, and collects the files that wsuscap reads as evidence. It changes no setting. The trace stops also
when something fails or you press Ctrl+C; then the folder stays, without an archive.

Nothing leaves the server. The archive contains addresses, host names and names of Group Policy objects, but no passwords: TLS
stays encrypted, and of the WSUS configuration only what names servers is taken. A trace contains every packet of the server
while it runs, also what other programs send without encryption: keep it as you keep other captures.

.PARAMETER Destination
The folder for the archive. Default: the current folder.

.PARAMETER Reproduce
Synchronization starts a synchronisation and waits for its end. Manual waits until you have repeated what fails, such as an
import, and press a key. Nothing captures nothing, and only collects files.

.PARAMETER RestartServices
Restarts the WSUS service and IIS after the trace has started, so that SoftwareDistribution.log tells with which protocols
they start. Clients and consoles lose their connections for some seconds.

.PARAMETER Minutes
Stops waiting after this time. A synchronisation that still runs is not stopped.

.PARAMETER MaxSizeMB
The size of the trace. When it is full, the oldest packets are lost.

.PARAMETER Days
How old the events of Schannel and WSUS may be.

.EXAMPLE
powershell.exe -ExecutionPolicy Bypass -File .\collect.ps1

.EXAMPLE
powershell.exe -ExecutionPolicy Bypass -File .\collect.ps1 -Reproduce Manual -Minutes 10 -Destination D:\traces
#>
#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding()]
param(
    [string] $Destination = (Get-Location -PSProvider FileSystem).ProviderPath,
    [ValidateSet('Synchronization', 'Manual', 'Nothing')]
    [string] $Reproduce = 'Synchronization',
    [switch] $RestartServices,
    [ValidateRange(1, 240)]
    [int] $Minutes = 30,
    [ValidateRange(16, 8192)]
    [int] $MaxSizeMB = 1024,
    [ValidateRange(1, 90)]
    [int] $Days = 7
)

$ErrorActionPreference = 'Stop'
# Larger logs are left out, and the list says so.
$maxLogBytes = 500MB
$maxEvents = 2000

# A 32-bit process sees the folders and keys of 32-bit programs, and WSUS has 64 bits.
if (-not [Environment]::Is64BitProcess) { throw 'This needs the 64-bit PowerShell.' }
if (-not (Test-Path -LiteralPath $Destination -PathType Container)) { throw "There is no folder $Destination." }
$Destination = Convert-Path -LiteralPath $Destination
$free = (Get-Item -LiteralPath $Destination).PSDrive.Free
$needed = 1MB * 2 * $MaxSizeMB
if ($Reproduce -ne 'Nothing' -and $free -and $free -lt $needed) {
    throw "$Destination has too little space for the trace and the archive: specify another -Destination or -MaxSizeMB."
}

$name = 'wsus-{0}-{1}' -f $env:COMPUTERNAME, (Get-Date -Format 'yyyyMMdd-HHmmss')
$folder = Join-Path $Destination $name
$archive = "$folder.zip"
$trace = Join-Path $folder 'wsus.etl'
$collected = New-Object Collections.Generic.List[object]

function Invoke-Program {
    # Runs a program of Windows, and fails when it does.
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with exit code $LASTEXITCODE." }
}

function Add-Evidence {
    # Lets a block write one file of the archive. What fails is listed, and the rest goes on.
    # The names of the parameters are visible in the block: no block may have a variable of the same name.
    param([string] $File, [scriptblock] $WriteFile)
    $path = Join-Path $folder $File
    $state = 'collected'
    try {
        & $WriteFile $path
        if (-not (Test-Path -LiteralPath $path)) { $state = 'nothing there' }
    } catch {
        $state = "failed: $($_.Exception.Message)"
    }
    $bytes = 0
    if (Test-Path -LiteralPath $path) { $bytes = (Get-Item -LiteralPath $path).Length }
    $collected.Add([pscustomobject] @{ File = $File; Bytes = $bytes; State = $state })
}

function Add-Log {
    param([string] $File, [string] $Source)
    Add-Evidence $File {
        param($path)
        if (-not $Source -or -not (Test-Path -LiteralPath $Source)) { return }
        if ((Get-Item -LiteralPath $Source).Length -gt $maxLogBytes) { throw "$Source has more than $maxLogBytes bytes." }
        Copy-Item -LiteralPath $Source -Destination $path
    }
}

function Add-Key {
    param([string] $File, [string] $Key)
    Add-Evidence $File {
        param($path)
        if (Test-Path -LiteralPath "Registry::$Key") { Invoke-Program 'reg.exe' @('export', $Key, $path, '/y') }
    }
}

function Add-Text {
    param([string] $File, [scriptblock] $Command)
    Add-Evidence $File {
        param($path)
        $text = & $Command | Out-String -Width 4096
        if ($text.Trim()) { Set-Content -LiteralPath $path -Value $text -Encoding UTF8 }
    }
}

function Add-Events {
    param([string] $File, [string] $Log, [string] $Provider)
    $query = "*[System[Provider[@Name='$Provider'] and TimeCreated[timediff(@SystemTime) <= $($Days * 86400000)]]]"
    Add-Text $File { & wevtutil.exe qe $Log "/q:$query" /f:xml "/c:$maxEvents" /rd:true }
}

function Wait-Synchronization {
    param($Subscription)
    $end = (Get-Date).AddMinutes($Minutes)
    if ("$($Subscription.GetSynchronizationStatus())" -eq 'NotProcessing') { $Subscription.StartSynchronization() }
    do {
        Start-Sleep -Seconds 5
        $status = "$($Subscription.GetSynchronizationStatus())"
        Write-Progress -Activity 'Synchronisation' -Status $status
    } until ($status -eq 'NotProcessing' -or (Get-Date) -gt $end)
    Write-Progress -Activity 'Synchronisation' -Completed
    if ($status -ne 'NotProcessing') { Write-Warning "The synchronisation still runs after $Minutes minutes." }
}

function Wait-Key {
    $end = (Get-Date).AddMinutes($Minutes)
    Write-Host "Repeat now what fails. Then press a key; the trace stops after $Minutes minutes in any case."
    while ((Get-Date) -lt $end) {
        # Without a console there are no keys.
        try {
            if ([Console]::KeyAvailable) {
                [void] [Console]::ReadKey($true)
                return
            }
        } catch [InvalidOperationException] {
            Write-Verbose 'There is no console.'
        }
        Start-Sleep -Milliseconds 500
    }
}

function Restart-Wsus {
    Write-Host 'Restarting the WSUS service and IIS.'
    Restart-Service -Name WsusService
    Invoke-Program 'iisreset.exe' @('/noforce')
}

function Invoke-Capture {
    $tracing = $false
    try {
        Invoke-Program 'netsh.exe' @('trace', 'start', 'capture=yes', 'report=disabled', "maxsize=$MaxSizeMB",
            'overwrite=yes', "tracefile=$trace")
        $tracing = $true
        Write-Host "Capturing to $trace, at most $MaxSizeMB MB."
        # A server's name is known from its DNS answer where the client sends no ClientHello.
        Clear-DnsClientCache
        if ($RestartServices) { Restart-Wsus }
        if ($Reproduce -eq 'Synchronization') {
            Wait-Synchronization (Get-WsusServer).GetSubscription()
        } else {
            Wait-Key
        }
        # Silence proves a timeout only if the trace goes on.
        Start-Sleep -Seconds 15
    } finally {
        if ($tracing) {
            Write-Host 'Stopping the trace, which can take minutes.'
            & netsh.exe trace stop | Out-Host
            # Reports about the server, which no verdict needs.
            Remove-Item -LiteralPath ([IO.Path]::ChangeExtension($trace, '.cab')) -ErrorAction SilentlyContinue
        }
    }
}

function Add-AllEvidence {
    $setup = Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Update Services\Server\Setup' -ErrorAction SilentlyContinue
    $target = if ($setup) { $setup.TargetDir } else { "$env:ProgramFiles\Update Services" }
    Add-Log 'SoftwareDistribution.log' (Join-Path $target 'LogFiles\SoftwareDistribution.log')
    Add-Log 'w3wp.exe.config' "$env:SystemRoot\System32\inetsrv\w3wp.exe.config"

    # Only where the site server of Configuration Manager is the same computer.
    $site = Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\SMS\Identification' -ErrorAction SilentlyContinue
    foreach ($log in 'Wsyncmgr.log', 'WCM.log', 'WSUSCtrl.log') {
        $source = if ($site) { Join-Path $site.'Installation Directory' "Logs\$log" } else { '' }
        Add-Log $log $source
    }

    Add-Evidence 'GPReport.html' {
        param($path)
        Invoke-Program 'gpresult.exe' @('/scope', 'computer', '/h', $path, '/f')
    }

    $control = 'HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control'
    Add-Key 'schannel.reg' "$control\SecurityProviders\SCHANNEL"
    Add-Key 'suites.reg' 'HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002'
    Add-Key 'suites-local.reg' "$control\Cryptography\Configuration\Local\SSL\00010002"
    Add-Key 'dotnet64.reg' 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\.NETFramework'
    Add-Key 'dotnet32.reg' 'HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\Microsoft\.NETFramework'

    Add-Events 'schannel.xml' 'System' 'Schannel'
    Add-Events 'wsus.xml' 'Application' 'Windows Server Update Services'

    $windows = 'ProductName', 'CurrentBuild', 'PSPath'
    Add-Text 'windows.txt' {
        Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' | Format-List -Property $windows
    }
    $hotfix = 'HotFixID', 'InstalledOn'
    Add-Text 'hotfixes.txt' { Get-HotFix | Format-Table -Property $hotfix -AutoSize }
    Add-Text 'timezone.txt' { Get-TimeZone | Format-List }
    Add-Text 'winhttp.txt' { & netsh.exe winhttp show proxy }
    # Windows Server 2016 and later.
    if (Get-Command -Name Get-TlsCipherSuite -ErrorAction SilentlyContinue) {
        Add-Text 'ciphersuites.txt' { Get-TlsCipherSuite | Format-Table -Property Name -AutoSize }
    }
    $configuration = 'SyncFromMicrosoftUpdate', 'UpstreamWsusServerName', 'UpstreamWsusServerPortNumber',
        'UpstreamWsusServerUseSsl', 'UseProxy', 'ProxyName', 'ProxyServerPort', 'UseSeparateProxyForSsl', 'SslProxyName',
        'SslProxyServerPort', 'RedirectorChangeNumber', 'MUUrl'
    Add-Text 'configuration.txt' { (Get-WsusServer).GetConfiguration() | Format-List -Property $configuration }
    Add-Text 'synchronization.txt' { (Get-WsusServer).GetSubscription().GetLastSynchronizationInfo() | Format-List }
}

[void] (New-Item -Path $folder -ItemType Directory)
Write-Host "Collecting into $folder."
if ($Reproduce -ne 'Nothing') {
    Add-Evidence 'wsus.etl' { Invoke-Capture }
}
Add-AllEvidence

Add-Type -AssemblyName System.IO.Compression.FileSystem
[IO.Compression.ZipFile]::CreateFromDirectory($folder, $archive)
Remove-Item -LiteralPath $folder -Recurse

$collected | Format-Table -AutoSize -Wrap | Out-Host
Write-Host "Written: $archive"
Write-Host 'Extract it, and run: wsuscap analyze FOLDER/wsus.etl --evidence FOLDER'
