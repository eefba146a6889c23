/** What collections whose modules have no table have instead here, by the beginning of their names. */
export const OTHER_COLLECTIONS: Readonly<Record<string, string>> = {
  'chocolatey.chocolatey': 'write "command: [choco, install, git, -y]"',
  'microsoft.ad': 'use the cmdlets of the module ActiveDirectory, such as "New-ADUser" and "Get-ADUser"',
  'microsoft.iis':
    'use the cmdlets of the module WebAdministration or IISAdministration, such as "New-Website" and "Start-WebAppPool"',
  'microsoft.mecm': 'use the cmdlets of the module ConfigurationManager, such as "Get-CMDevice"',
};
