/// Files and services that every WSUS server has: `w3wp.exe.config`, `/ApiRemoting30/WebService.asmx`.
enum KnownFiles {
  /// A file's name without folders.
  static func contains(_ word: String) -> Bool { names.contains(word.lowercased()) }

  private static let names: Set<String> = Set(
    """
    softwaredistribution.log change.log wsyncmgr.log wsyncmgr.cpp wsyncmgr.lo_ wcm.log wcm.cpp wsusctrl.log
    wsusctrl.cpp wsusmsgs.cpp wsus.cpp wsusconf.cpp wsusctrl.lo_ x.cpp smsprov.log windowsupdate.log
    reportingevents.log supsetup.log wsussetup.log w3wp.exe w3wp.exe.config web.config machine.config
    applicationhost.config wsusservice.exe wsusservice.exe.config wsusutil.exe mmc.exe powershell.exe
    svchost.exe lsass.exe smsexec.exe gpreport.html importupdatetowsus.ps1 registry.reg schannel.dll
    secur32.dll system.dll system.web.dll system.web.services.dll mscorlib.dll
    microsoft.updateservices.administration.dll webservice.asmx client.asmx serversyncwebservice.asmx
    simpleauth.asmx dssauthwebservice.asmx reportingwebservice.asmx v6 wuident.cab
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// The path of a web service of WSUS or of the update service, without a query.
  static func contains(path: Substring) -> Bool {
    path.split(separator: "/").allSatisfy { part in
      services.contains(part.lowercased()) || contains(String(part)) || CodeNames.isCode(part)
    }
  }

  private static let services: Set<String> = [
    "apiremoting30", "clientwebservice", "dssauthwebservice", "reportingwebservice", "serversyncwebservice",
    "simpleauthwebservice", "content", "selfupdate", "inventory", "microsoftupdate", "v6",
    "softwaredistribution",
    "soap", "envelope", "xmlschema", "xmlschema-instance", "server",
  ]
}
