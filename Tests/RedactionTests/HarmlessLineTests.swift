import Packets
import PolicyFiles
import Testing

@testable import Redaction

/// What tells an engineer the failure stays word for word.
@Suite struct HarmlessLineTests {
  static let all = messages + classes + values + languages

  @Test(arguments: all)
  func harmlessTextsStay(_ line: String) {
    var redactor = Redactor(names: PublicNames(.builtIn), addresses: [], pseudonyms: Pseudonyms(key: "k"))
    let redacted = redactor.line(line)
    #expect(redacted == line)
  }

  /// The nearest that do not: the same words as somebody's.
  @Test(arguments: [
    "Server: update", "SYS=WSUS", "user=administrator", "HostName = 'proxy'", "computer \"server\"",
    "update01",
    "proxy-server", "update.server.net", "SERVER_A", "WSUS_SERVER", "WSUS_SERVER_1", "UPDATE_WEB_SERVER",
    "CN=Server", "site: update", "Login: service",
    "-WsusServer update",
    "123456", "2020-0803", "0x80xx", "80070057abc", "KB12", "1.2.3.4", "v1.2.3.4", "4294967296", "0x12345678",
  ])
  func theNearestDoNot(_ line: String) {
    var redactor = Redactor(names: PublicNames(.builtIn), addresses: [], pseudonyms: Pseudonyms(key: "k"))
    let redacted = redactor.line(line)
    #expect(redacted != line)
  }

  private static let messages = [
    "System.Net.WebException: The underlying connection was closed: An unexpected error occurred on a send.",
    "System.IO.IOException: Unable to read data from the transport connection: An existing connection was forcibly closed "
      + "by the remote host.",
    "System.ComponentModel.Win32Exception: The client and server cannot communicate, because they do not possess a common "
      + "algorithm",
    "The remote server returned an error: (407) Proxy Authentication Required.",
    "The request failed with HTTP status 502: Bad Gateway.",
    "The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.",
    "The remote certificate is invalid according to the validation procedure.",
    "No connection could be made because the target machine actively refused it",
    "A connection attempt failed because the connected party did not properly respond after a period of time, or "
      + "established connection failed because connected host has failed to respond",
    "A fatal error occurred while creating a TLS client credential. The internal error state is 10013.",
    "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 70.",
    "EventId=386,Type=Error,Category=Synchronization,Message=Synchronization failed. Reason: UssCommunicationError",
    "Sync failed: WSUS server not configured. Please refer to WCM.log for configuration error details.",
    "sync: WSUS synchronizing updates, processed 122 out of 130 items (93%), ETA in 00:00:03",
    "Wakeup for scheduled regular sync", "Remote configuration failed on WSUS Server.",
    "Failed to set Subscriptions on the WSUS Server. Error:(-2147467259)Unknown error 0x80004005",
    "SqlException: Timeout expired. The timeout period elapsed prior to completion of the operation or the server is not "
      + "responding.",
    "InvalidOperationException: Client found response content type of 'text/html; charset=utf-8', but expected 'text/xml'.",
    "The Reporting Web Service is not working. Self-update is not working.",
    "STATMSG ID=6703 SEV=E LEV=M SOURCE=\"SMS Server\" COMP=\"SMS_WSUS_SYNC_MANAGER\" TID=5524",
    "Setting new configuration state to 4 (WSUS_CONFIG_SUBSCRIPTION_PENDING)",
    "The server certificate on the destination computer has the following errors: Unknown SSL error.",
    "Permission denied", "No such file or directory", "Input/output error",
  ]

  private static let classes = [
    "at System.Net.Sockets.NetworkStream.Read(Byte[] buffer, Int32 offset, Int32 size)",
    "at Microsoft.SystemsManagementServer.WSUS.WSUSServer.ConnectToWSUSServer(String ServerName, Boolean UseSSL, Int32 "
      + "PortNumber)",
    "at System.Uri.CreateThis(String uri, Boolean dontEscape, UriKind uriKind)",
    "at System.Web.Services.Protocols.SoapHttpClientProtocol.Invoke(String methodName, Object[] parameters)",
    "at Microsoft.UpdateServices.ServerSyncWebServices.ServerSync.ServerSyncProxy.GetAuthConfig()",
    "Source: Microsoft.UpdateServices.Internal.BaseApi.SoapExceptionProcessor.DeserializeAndThrow",
    "CatalogSyncAgentCore.UpdateServerHealthStatusBasedOnError",
    "SusEventDispatcher.DispatchManagerWorkerThreadProc",
    "Exception calling \"ImportUpdateFromCatalogSite\" with \"2\" argument(s)",
    "Get-TlsCipherSuite | Format-Table Name",
    "System.Security.Authentication.AuthenticationException", "SoapUtilities.LogException",
    "CWSyncMgr::DoSync",
  ]

  private static let values = [
    "2020-08-04T13:40:31.127329200Z", "8/4/2020 1:40:31 PM", "03.08.2020 09:12:04",
    "07-20-2020 04:14:31.250+300",
    "0x80090331", "0x80131500", "-2146893007", "80072EE2", "(0xD4C)", "0x0303", "dword:ffffffff",
    "REG_DWORD 0x1",
    "TLS 1.2", "TLSv1.2", "secp384r1", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384", "protocol_version",
    "https://sws.update.microsoft.com:443/ServerSyncWebService/ServerSyncWebService.asmx",
    "sws1.update.microsoft.com",
    "http://www.microsoft.com/SoftwareDistribution/GetUpdateData", "/ApiRemoting30/WebService.asmx",
    "w3wp.exe.config",
    "UpdateId: 0037641d-bb9b-4530-9568-11e413223100", "KB4565541", "10.0.17763.1339", "NT AUTHORITY\\SYSTEM",
    "HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319",
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Microsoft",
    "SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002\\Functions",
    "Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet", "0xC000018B",
    "application/soap+xml; charset=utf-8", "HTTP/1.1 503 Service Unavailable", "POST", "4294967295", "PS C:",
  ]

  private static let languages = [
    "接続が切断されました: 送信時に、予期しないエラーが発生しました。", "既存の接続はリモート ホストに強制的に切断されました。",
    "リモート サーバーがエラーを返しました: (407) プロキシ認証が必要です", "場所 System.Net.WebException", "SSL 暗号の順位", "2020年8月3日",
    "TLS クライアント資格情報の作成中に致命的なエラーが発生しました。内部エラーの状態は 10013 です。",
    "Die zugrunde liegende Verbindung wurde geschlossen: Unbekannter Fehler beim Senden..",
    "La connexion sous-jacente a été fermée : Une erreur inattendue s'est produite lors de l'envoi.",
    "Se ha terminado la conexión: Error inesperado de envío.",
    "Базовое соединение закрыто: Непредвиденная ошибка при передаче.",
    "基础连接已经关闭: 接收时发生错误。", "客户端和服务器无法通信，因为它们没有共同的算法", "기본 연결이 닫혔습니다: 보내기에서 예기치 않은 오류가 발생했습니다.",
  ]
}
