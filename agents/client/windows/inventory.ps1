<#
.SYNOPSIS
  Reads the inventory of this Windows device and prints it as one JSON document.

.DESCRIPTION
  One process reads every section, because starting PowerShell costs more than all of the reading.
  What is printed is declared in output.ts and sections/*.ts beside this file. Only registry values, CIM
  classes and COM objects are asked, never commands whose output is in the language of the device. Nothing
  is changed.

  NOT YET RUN on a real Windows device: read, reviewed, and its output built by hand in the tests.

  Written for Windows PowerShell 5.1. The file is plain ASCII: without a byte-order mark, 5.1 reads
  anything else in the code page of the device.

.PARAMETER Sections
  Names with commas between, as one text.

.PARAMETER Addresses
  Read the addresses of network interfaces too.

.PARAMETER ProgramNames
  Read the names of the programs that listen too.
#>
param(
    [Parameter(Mandatory = $true)][string]$Sections,
    [switch]$Addresses,
    [switch]$ProgramNames
)

# Under AppLocker or App Control a script that no rule allows runs in constrained language, where most of
# what follows is forbidden. Said in a document of its own, so that it is not taken for a broken device.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    '{"schemaVersion":1,"refused":"constrained-language","sections":{}}'
    exit 0
}

$ErrorActionPreference = 'Stop'
# Progress bars are written to the error stream as XML, and slow reading down.
$ProgressPreference = 'SilentlyContinue'

# 5.1 writes some arrays as {"value":[],"Count":0} as long as this type extension is there.
Remove-TypeData -TypeName System.Array -ErrorAction SilentlyContinue

# Defined in every worker before it reads. Conversions keep $null: a plain cast makes 0 of an unknown
# number and an empty text of an unknown text.
$helpers = {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $gaps = New-Object 'System.Collections.Generic.List[string]'

    function Get-Text($Value) {
        if ($null -eq $Value) { return $null }
        return [string]$Value
    }

    function Get-Number($Value) {
        if ($null -eq $Value) { return $null }
        # 2^64-1 is how some classes say that they do not know (speed of a link that is down).
        if ($Value -is [uint64] -and $Value -gt [long]::MaxValue) { return $null }
        return [long]$Value
    }

    function Get-Flag($Value) {
        if ($null -eq $Value) { return $null }
        return [bool]$Value
    }

    # The invariant culture, because a format's ':' and its calendar follow the culture of the device.
    # 5.1 would write a date of its own accord as "\/Date(1700000000000)\/".
    function Get-Instant($Value) {
        if ($null -eq $Value -or $Value.Year -lt 1980) { return $null }
        return $Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [Globalization.CultureInfo]::InvariantCulture)
    }

    # Windows Update gives times in UTC but does not mark them so: converted as they are, they would be
    # one or two hours wrong. Never searched is nothing, or day zero of COM.
    function Get-UpdateInstant($Value) {
        if ($null -eq $Value -or $Value -isnot [DateTime]) { return $null }
        return Get-Instant ([DateTime]::SpecifyKind($Value, [DateTimeKind]::Utc))
    }

    # Always the 64-bit view, so that a 32-bit Node on 64-bit Windows reads the same values.
    function Open-Key([string]$Path) {
        $machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
        return $machine.OpenSubKey($Path)
    }

    function Get-KeyValue([string]$Path, [string]$Name) {
        $key = Open-Key $Path
        if ($null -eq $key) { return $null }
        try { return $key.GetValue($Name) } finally { $key.Close() }
    }

    function Test-Key([string]$Path) {
        $key = Open-Key $Path
        if ($null -eq $key) { return $false }
        $key.Close()
        return $true
    }

    # Only the named properties are asked: some of the others take seconds (load of the processor).
    function Read-Class([string]$Class, [string[]]$Property, [string]$Namespace = 'root/cimv2', [string]$Filter = '') {
        $query = @{ ClassName = $Class; Namespace = $Namespace; Property = $Property; OperationTimeoutSec = 12 }
        if ($Filter -ne '') { $query['Filter'] = $Filter }
        return @(Get-CimInstance @query)
    }

    # The first of a class that has one instance. Not by index: a single answer is no array in 5.1.
    function Read-First { Read-Class @args | Select-Object -First 1 }

    # What a failure means, from its type and number: its message is in the language of the device.
    function Get-Failure($Record) {
        $failure = $Record.Exception
        while ($failure -is [System.Management.Automation.MethodInvocationException] -and $failure.InnerException) {
            $failure = $failure.InnerException
        }
        $code = '0x{0:x8}' -f $failure.HResult
        # CIM failures carry the number of WMI here, and a general one as HResult.
        if ($Record.FullyQualifiedErrorId -match 'HRESULT (0x[0-9a-f]{8})') { $code = $Matches[1].ToLowerInvariant() }
        $native = ''
        if ($failure -is [Microsoft.Management.Infrastructure.CimException]) { $native = [string]$failure.NativeErrorCode }

        $name = $failure.GetType().Name
        if ($native -ne '') { $name = "$name $native" }
        if ($failure -is [UnauthorizedAccessException] -or $failure -is [Security.SecurityException] -or
            $native -eq 'AccessDenied' -or $code -in '0x80041003', '0x80070005') {
            return @{ status = 'denied'; reason = "access denied ($code)" }
        }
        if ($failure -is [System.Management.Automation.CommandNotFoundException] -or
            $native -in 'InvalidNamespace', 'InvalidClass', 'NotSupported' -or
            $code -in '0x8004100e', '0x80041010', '0x8004100c', '0x80040154') {
            return @{ status = 'unsupported'; reason = "this Windows has no such source ($name, $code)" }
        }
        if ($code -eq '0x80041069' -or $native -eq 'ServerLimitsExceeded') {
            return @{ status = 'timeout'; reason = "WMI gave no answer in time ($code)" }
        }
        if ($code -eq '0x80070422') {
            return @{ status = 'denied'; reason = "the service is disabled ($code)" }
        }
        return @{ status = 'denied'; reason = "failed ($name, $code)" }
    }

    # A source whose absence leaves the rest of the section standing: told as a gap, its answer is $null.
    # A source that answers with nothing (no page file, say) gives an empty array, which is not the same.
    function Read-Optional([string]$Name, [scriptblock]$Body) {
        try { $answer = & $Body }
        catch {
            $gaps.Add("$($Name): $((Get-Failure $_).reason)")
            return $null
        }
        if ($null -eq $answer) { return , @() }
        return , $answer
    }

    function Read-Section([string]$Body) {
        try { $raw = & ([scriptblock]::Create($Body)) }
        catch { return Get-Failure $_ }
        if ($gaps.Count -eq 0) { return @{ status = 'ok'; raw = $raw } }
        return @{ status = 'partial'; reason = ($gaps -join '; '); raw = $raw }
    }
}

$readers = [ordered]@{}

$readers['operating-system'] = {
    # ProductName says "Windows 10" on Windows 11 too, so it is not read.
    $path = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    $system = Read-Optional 'Win32_OperatingSystem' { Read-First Win32_OperatingSystem ProductType, LastBootUpTime }
    $installed = Get-KeyValue $path 'InstallDate'
    @{
        build = Get-Text (Get-KeyValue $path 'CurrentBuild')
        revision = Get-Number (Get-KeyValue $path 'UBR')
        displayVersion = Get-Text (Get-KeyValue $path 'DisplayVersion')
        releaseId = Get-Text (Get-KeyValue $path 'ReleaseId')
        edition = Get-Text (Get-KeyValue $path 'EditionID')
        installationType = Get-Text (Get-KeyValue $path 'InstallationType')
        majorVersion = Get-Number (Get-KeyValue $path 'CurrentMajorVersionNumber')
        minorVersion = Get-Number (Get-KeyValue $path 'CurrentMinorVersionNumber')
        productType = if ($system) { Get-Number $system.ProductType } else { $null }
        # The environment of a 32-bit process says x86 on every Windows; this value does not.
        architecture = Get-Text (Get-KeyValue 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment' 'PROCESSOR_ARCHITECTURE')
        # Seconds since 1970 in UTC, in a 32-bit value that the registry gives as signed.
        installedAt = if ($null -ne $installed) { Get-Instant ([DateTimeOffset]::FromUnixTimeSeconds([long]$installed -band 0xFFFFFFFFL).UtcDateTime) } else { $null }
        bootedAt = if ($system) { Get-Instant $system.LastBootUpTime } else { $null }
    }
}

$readers['hardware'] = {
    $computer = Read-First Win32_ComputerSystem Manufacturer, Model
    $product = Read-Optional 'Win32_ComputerSystemProduct' { Read-First Win32_ComputerSystemProduct UUID }
    $bios = Read-Optional 'Win32_BIOS' { Read-First Win32_BIOS Manufacturer, SMBIOSBIOSVersion, ReleaseDate, SerialNumber }
    $enclosures = Read-Optional 'Win32_SystemEnclosure' { Read-Class Win32_SystemEnclosure ChassisTypes }
    $processors = Read-Optional 'Win32_Processor' { Read-Class Win32_Processor Name, NumberOfCores, NumberOfLogicalProcessors }
    @{
        manufacturer = Get-Text $computer.Manufacturer
        model = Get-Text $computer.Model
        uuid = if ($product) { Get-Text $product.UUID } else { $null }
        serial = if ($bios) { Get-Text $bios.SerialNumber } else { $null }
        chassisTypes = if ($enclosures) { @($enclosures | ForEach-Object { $_.ChassisTypes } | ForEach-Object { [long]$_ }) } else { $null }
        firmware = if ($bios) {
            @{
                vendor = Get-Text $bios.Manufacturer
                version = Get-Text $bios.SMBIOSBIOSVersion
                releasedAt = Get-Instant $bios.ReleaseDate
            }
        } else { $null }
        processors = if ($processors) {
            @($processors | ForEach-Object {
                @{ name = Get-Text $_.Name; cores = Get-Number $_.NumberOfCores; threads = Get-Number $_.NumberOfLogicalProcessors }
            })
        } else { $null }
    }
}

$readers['memory'] = {
    $computer = Read-First Win32_ComputerSystem TotalPhysicalMemory
    $pageFiles = Read-Optional 'Win32_PageFileUsage' { Read-Class Win32_PageFileUsage AllocatedBaseSize }
    @{
        totalBytes = Get-Number $computer.TotalPhysicalMemory
        pageFilesMib = if ($null -ne $pageFiles) { @($pageFiles | ForEach-Object { [long]$_.AllocatedBaseSize }) } else { $null }
    }
}

$readers['disks'] = {
    # Win32_DiskDrive knows every drive but not what kind; MSFT_PhysicalDisk knows the kind but not the
    # disks behind some controllers. Asked both, joined by number.
    $drives = Read-Class Win32_DiskDrive Index, Model, SerialNumber, Size, InterfaceType, Capabilities
    $physical = Read-Optional 'MSFT_PhysicalDisk' {
        Read-Class MSFT_PhysicalDisk DeviceId, FriendlyName, SerialNumber, Size, MediaType, BusType 'root/Microsoft/Windows/Storage'
    }
    @{
        drives = @($drives | ForEach-Object {
            @{
                index = Get-Number $_.Index
                model = Get-Text $_.Model
                serial = Get-Text $_.SerialNumber
                sizeBytes = Get-Number $_.Size
                interface = Get-Text $_.InterfaceType
                capabilities = @($_.Capabilities | Where-Object { $null -ne $_ } | ForEach-Object { [long]$_ })
            }
        })
        physical = if ($null -ne $physical) {
            @($physical | ForEach-Object {
                @{
                    deviceId = Get-Text $_.DeviceId
                    name = Get-Text $_.FriendlyName
                    serial = Get-Text $_.SerialNumber
                    sizeBytes = Get-Number $_.Size
                    mediaType = Get-Number $_.MediaType
                    busType = Get-Number $_.BusType
                }
            })
        } else { $null }
    }
}

$readers['file-systems'] = {
    # Not Win32_LogicalDisk: volumes mounted in a folder have no letter there. Three is a fixed disk.
    $volumes = Read-Class Win32_Volume DeviceID, Name, FileSystem, Capacity, FreeSpace 'root/cimv2' 'DriveType = 3'
    $partitions = Read-Optional 'MSFT_Partition' {
        Read-Class MSFT_Partition AccessPaths, IsReadOnly 'root/Microsoft/Windows/Storage'
    }
    @{
        volumes = @($volumes | ForEach-Object {
            @{
                device = Get-Text $_.DeviceID
                mount = Get-Text $_.Name
                fileSystem = Get-Text $_.FileSystem
                sizeBytes = Get-Number $_.Capacity
                freeBytes = Get-Number $_.FreeSpace
            }
        })
        partitions = if ($null -ne $partitions) {
            @($partitions | ForEach-Object {
                @{ paths = @($_.AccessPaths | Where-Object { $_ } | ForEach-Object { [string]$_ }); readOnly = Get-Flag $_.IsReadOnly }
            })
        } else { $null }
    }
}

$readers['network'] = {
    # Hidden ones are the kernel debugger, WAN miniports and filters, a dozen on every device.
    $adapters = Read-Class MSFT_NetAdapter Name, InterfaceIndex, InterfaceType, NdisPhysicalMedium, Virtual, InterfaceOperationalStatus, Speed, PermanentAddress 'root/StandardCimv2' 'Hidden = FALSE'
    # Not read at all where the profile does not allow it.
    $bound = if ($Addresses) {
        Read-Optional 'MSFT_NetIPAddress' { Read-Class MSFT_NetIPAddress InterfaceIndex, IPAddress, PrefixLength 'root/StandardCimv2' }
    } else { $null }
    @{
        hostname = Get-Text ([Net.Dns]::GetHostName())
        adapters = @($adapters | ForEach-Object {
            @{
                index = Get-Number $_.InterfaceIndex
                name = Get-Text $_.Name
                type = Get-Number $_.InterfaceType
                medium = Get-Number $_.NdisPhysicalMedium
                virtual = Get-Flag $_.Virtual
                operationalStatus = Get-Number $_.InterfaceOperationalStatus
                speedBitsPerSecond = Get-Number $_.Speed
                # Not the one in use: Wi-Fi may invent a new one for each network.
                mac = if ($Addresses) { Get-Text $_.PermanentAddress } else { $null }
            }
        })
        addresses = if ($null -ne $bound) {
            @($bound | ForEach-Object {
                @{ index = Get-Number $_.InterfaceIndex; address = Get-Text $_.IPAddress; prefixLength = Get-Number $_.PrefixLength }
            })
        } else { $null }
    }
}

$readers['software'] = {
    # Never Win32_Product: asking it makes Windows Installer check, and repair, every package. The hives
    # of users are not read: what a person installed for themself is not the device's.
    $roots = @(
        @{ view = 'native'; path = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall' },
        @{ view = 'wow64'; path = 'SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall' }
    )
    $entries = foreach ($root in $roots) {
        $uninstall = Open-Key $root.path
        if ($null -eq $uninstall) { continue }
        foreach ($id in $uninstall.GetSubKeyNames()) {
            $key = $uninstall.OpenSubKey($id)
            if ($null -eq $key) { continue }
            $name = $key.GetValue('DisplayName')
            if ($null -ne $name) {
                @{
                    view = $root.view
                    name = Get-Text $name
                    version = Get-Text $key.GetValue('DisplayVersion')
                    publisher = Get-Text $key.GetValue('Publisher')
                    systemComponent = ([string]$key.GetValue('SystemComponent') -eq '1')
                    # An update of another entry, not a program.
                    parent = Get-Text $key.GetValue('ParentKeyName')
                    releaseType = Get-Text $key.GetValue('ReleaseType')
                }
            }
            $key.Close()
        }
        $uninstall.Close()
    }
    @{ entries = @($entries | Where-Object { $null -ne $_ }) }
}

$readers['updates'] = {
    $session = New-Object -ComObject Microsoft.Update.Session
    $session.ClientApplicationID = 'Grundval agent'
    $searcher = $session.CreateUpdateSearcher()
    # What the service found at its own last search: no network, a few seconds. How old that is stands in
    # searchedAt. The choice of server (WSUS or Microsoft) stays with the policy of the device.
    $searcher.Online = $false
    $searcher.IncludePotentiallySupersededUpdates = $false
    # Without IsInstalled = 0 the answer is history, not what is missing.
    $found = $searcher.Search('IsInstalled=0 and IsHidden=0')
    $results = Read-Optional 'Microsoft.Update.AutoUpdate' { (New-Object -ComObject Microsoft.Update.AutoUpdate).Results }
    # Two is success, three success with errors; four failed and five aborted give no list to trust.
    if ($found.ResultCode -eq 3) { $gaps.Add('the search succeeded with errors') }
    $policy = 'SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate'
    @{
        resultCode = Get-Number $found.ResultCode
        searchedAt = if ($results) { Get-UpdateInstant $results.LastSearchSuccessDate } else { $null }
        # Whether, not which: the server's name is nobody else's business.
        usesWsus = ([string](Get-KeyValue "$policy\AU" 'UseWUServer') -eq '1') -and ($null -ne (Get-KeyValue $policy 'WUServer'))
        updates = @($found.Updates | ForEach-Object {
            @{
                id = Get-Text $_.Identity.UpdateID
                title = Get-Text $_.Title
                type = Get-Number $_.Type
                # GUIDs, because the names of categories are in the language of the device.
                categories = @($_.Categories | ForEach-Object { [string]$_.CategoryID })
                msrcSeverity = Get-Text $_.MsrcSeverity
                supersedes = @($_.SupersededUpdateIDs | Where-Object { $_ } | ForEach-Object { [string]$_ })
            }
        })
    }
}

$readers['reboot'] = {
    $session = 'SYSTEM\CurrentControlSet\Control\Session Manager'
    $name = 'SYSTEM\CurrentControlSet\Control\ComputerName'
    @{
        updateAgent = Read-Optional 'Microsoft.Update.SystemInfo' { [bool](New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired }
        updateKey = Read-Optional 'key RebootRequired' { Test-Key 'SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired' }
        componentServicing = Read-Optional 'key RebootPending' { Test-Key 'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending' }
        # Whether there are any; the paths themselves may hold the name of a person.
        fileRenames = Read-Optional 'value PendingFileRenameOperations' {
            @(Get-KeyValue $session 'PendingFileRenameOperations' | Where-Object { $_ }).Count -gt 0
        }
        serverManager = Read-Optional 'key RestartRequired' { Test-Key 'SOFTWARE\Microsoft\ServerManager\ServicingStorage\ServerComponentCache\RestartRequired' }
        computerRename = Read-Optional 'keys ComputerName' {
            [string](Get-KeyValue "$name\ActiveComputerName" 'ComputerName') -ne [string](Get-KeyValue "$name\ComputerName" 'ComputerName')
        }
    }
}

$readers['disk-encryption'] = {
    # Needs an administrator. Not the command-line tool, whose output is in the language of the device.
    $volumes = Read-Class Win32_EncryptableVolume DeviceID, ProtectionStatus, ConversionStatus, VolumeType 'root/cimv2/Security/MicrosoftVolumeEncryption'
    # For the folders where volumes without a letter are mounted.
    $mounts = Read-Class Win32_Volume DeviceID, Name
    @{
        volumes = @($volumes | ForEach-Object {
            $device = $_.DeviceID
            $mount = $mounts | Where-Object { $_.DeviceID -eq $device } | Select-Object -First 1
            @{
                mount = if ($mount) { Get-Text $mount.Name } else { $null }
                protectionStatus = Get-Number $_.ProtectionStatus
                conversionStatus = Get-Number $_.ConversionStatus
                volumeType = Get-Number $_.VolumeType
            }
        })
    }
}

$readers['firewall'] = {
    # The active store: without it, one reads the local settings and misses what a group policy decides.
    $profiles = Get-NetFirewallProfile -PolicyStore ActiveStore
    # Four is running. With the service stopped nothing is filtered, whatever the profiles say.
    $service = Read-Optional 'service MpsSvc' { [int](Get-Service -Name MpsSvc).Status }
    # Another firewall that stands in for that of Windows. There is no such register on a server.
    $products = try { Read-Class FirewallProduct displayName, productState 'root/SecurityCenter2' } catch {
        $failure = Get-Failure $_
        if ($failure.status -ne 'unsupported') { $gaps.Add("FirewallProduct: $($failure.reason)") }
        @()
    }
    @{
        serviceStatus = Get-Number $service
        profiles = @($profiles | ForEach-Object {
            @{ name = Get-Text $_.Name; enabled = Get-Number $_.Enabled; defaultInbound = Get-Number $_.DefaultInboundAction }
        })
        products = @($products | ForEach-Object { @{ name = Get-Text $_.displayName; state = Get-Number $_.productState } })
    }
}

$readers['listening-ports'] = {
    # Two is listening.
    $tcp = Read-Class MSFT_NetTCPConnection LocalAddress, LocalPort, OwningProcess 'root/StandardCimv2' 'State = 2'
    $udp = Read-Class MSFT_NetUDPEndpoint LocalAddress, LocalPort, OwningProcess 'root/StandardCimv2'
    $names = @{}
    # Only processes that listen are asked, so there is never a list of what a person runs.
    function Get-Program($Id) {
        if (-not $ProgramNames -or $null -eq $Id) { return $null }
        if (-not $names.ContainsKey([long]$Id)) {
            try { $names[[long]$Id] = [Diagnostics.Process]::GetProcessById([int]$Id).ProcessName }
            catch { $names[[long]$Id] = $null } # it ended since
        }
        return $names[[long]$Id]
    }
    $sockets = foreach ($protocol in @(@{ name = 'tcp'; found = $tcp }, @{ name = 'udp'; found = $udp })) {
        foreach ($socket in $protocol.found) {
            @{
                protocol = $protocol.name
                address = Get-Text $socket.LocalAddress
                port = Get-Number $socket.LocalPort
                program = Get-Program $socket.OwningProcess
            }
        }
    }
    @{ sockets = @($sockets | Where-Object { $null -ne $_ }) }
}

# Seconds a section may take. Their sum is less than what read-inventory.ts allows the whole script.
$limitSeconds = @{ 'updates' = 60; 'software' = 20 }
$defaultLimitSeconds = 15

# A runspace of its own lets a section that hangs be left behind: a COM or WMI call cannot be interrupted.
function New-Worker {
    $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace()
    $runspace.Open()
    $runspace.SessionStateProxy.SetVariable('Addresses', [bool]$Addresses)
    $runspace.SessionStateProxy.SetVariable('ProgramNames', [bool]$ProgramNames)
    return $runspace
}

$document = [ordered]@{ schemaVersion = 1; sections = [ordered]@{} }
$worker = New-Worker
foreach ($name in $Sections.Split(',')) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    if (-not $readers.Contains($name)) {
        $document.sections[$name] = @{ status = 'unsupported'; tookMs = 0; reason = 'the script has no such section' }
        continue
    }
    $limit = if ($limitSeconds.ContainsKey($name)) { $limitSeconds[$name] } else { $defaultLimitSeconds }
    $shell = [PowerShell]::Create()
    $shell.Runspace = $worker
    [void]$shell.AddScript($helpers.ToString()).AddStatement().AddCommand('Read-Section').AddParameter('Body', $readers[$name].ToString())
    $running = $shell.BeginInvoke()
    if ($running.AsyncWaitHandle.WaitOne([TimeSpan]::FromSeconds($limit))) {
        try {
            $answers = $shell.EndInvoke($running)
            $section = $answers[$answers.Count - 1].PSObject.BaseObject
        }
        catch { $section = @{ status = 'denied'; reason = "failed ($($_.Exception.GetType().Name))" } }
    }
    else {
        $section = @{ status = 'timeout'; reason = "no answer within $limit s" }
        $worker = New-Worker
    }
    $section['tookMs'] = $clock.ElapsedMilliseconds
    $document.sections[$name] = $section
}

# As bytes: the console's own encoding is a code page, fails where there is no console, and begins with
# a byte-order mark. InputObject, because the pipeline takes arrays apart.
$bytes = (New-Object Text.UTF8Encoding $false).GetBytes((ConvertTo-Json -InputObject $document -Depth 8 -Compress))
$stdout = [Console]::OpenStandardOutput()
$stdout.Write($bytes, 0, $bytes.Length)
$stdout.Flush()
# Ends the process even where a section that hangs holds a thread.
[Environment]::Exit(0)
