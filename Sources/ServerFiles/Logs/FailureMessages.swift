import Diagnosis

/// A language of Windows whose messages are known.
enum MessageLanguage: CaseIterable {
  case english, japanese, german, french, spanish, italian, portuguese, russian, chineseSimplified
  case chineseTraditional, korean
}

/// What .NET Framework and Windows write about a failure, by language: stems of the sentences, since releases and
/// translations differ in their ends.
///
/// Sources: the messages of Windows Sockets ("Windows Sockets Error Codes", in each language of the documentation),
/// of SSPI (SEC_E_ALGORITHM_MISMATCH, SEC_E_ILLEGAL_MESSAGE), and the resources of System.dll and
/// System.Web.Services.dll, as public reports of these errors quote them.
package enum FailureMessages {
  typealias Stems = [MessageLanguage: [String]]

  static func all(_ stems: Stems) -> [String] { MessageLanguage.allCases.flatMap { stems[$0] ?? [] } }

  /// All of them: a redacted report quotes them as they are.
  package static var stems: [String] {
    [
      noCommonAlgorithm, otherSecurityErrors, untrustedCertificate, nameResolution, proxy, httpError,
      connectionRefused,
      timeout, closedByRemoteHost, abortedByThisHost, secureChannel, connectionClosed,
    ].flatMap(all)
  }

  /// SEC_E_ALGORITHM_MISMATCH, 0x80090331.
  static let noCommonAlgorithm: Stems = [
    .english: ["do not possess a common algorithm"],
    .japanese: ["共通のアルゴリズム"],
    .german: ["gemeinsamen Algorithmus"],
    .french: ["algorithme commun"],
    .spanish: ["algoritmo común"],
    .italian: ["algoritmo comune"],
    .portuguese: ["algoritmo comum", "algoritmo em comum"],
    .russian: ["общего алгоритма", "общий алгоритм"],
    .chineseSimplified: ["共同的算法", "通用算法", "通用的算法", "共同算法"],
    .chineseTraditional: ["共同的演算法", "通用演算法", "通用的演算法", "共同演算法"],
    .korean: ["공통 알고리즘", "공통된 알고리즘", "일반 알고리즘"],
  ]

  /// SEC_E_ILLEGAL_MESSAGE and others of SSPI that are not the one above.
  static let otherSecurityErrors: Stems = [
    .english: ["message received was unexpected or badly formatted", "A call to SSPI failed"],
    .japanese: ["受信メッセージは", "SSPI への呼び出しに失敗"],
    .german: ["empfangene Nachricht ist unerwartet", "empfangene Nachricht war unerwartet", "SSPI-Aufruf"],
    .french: ["message reçu était inattendu", "message reçu est inattendu", "appel à SSPI"],
    .spanish: ["mensaje recibido", "llamada a SSPI"],
    .italian: ["messaggio ricevuto", "chiamata a SSPI"],
    .portuguese: ["mensagem recebida", "chamada para a SSPI"],
    .russian: ["Получено непредвиденное сообщение", "полученное сообщение", "вызове SSPI"],
    .chineseSimplified: ["接收到的消息异常", "接收到的消息", "调用 SSPI 失败"],
    .chineseTraditional: ["收到的訊息", "呼叫 SSPI 失敗"],
    .korean: ["받은 메시지", "SSPI를 호출하지 못했습니다"],
  ]

  static let untrustedCertificate: Stems = [
    .english: ["trust relationship for the SSL/TLS", "remote certificate is invalid"],
    .japanese: ["信頼関係を確立できませんでした", "リモート証明書は無効です"],
    .german: ["Vertrauensstellung hergestellt", "Remotezertifikat ist laut Validierungsverfahren ungültig"],
    .french: [
      "relation de confiance pour le canal", "relation d'approbation pour le canal",
      "certificat distant n'est pas valide",
    ],
    .spanish: ["relación de confianza para el canal", "certificado remoto no es válido"],
    .italian: ["relazione di trust per il canale", "certificato remoto non è"],
    .portuguese: ["relação de confiança para o canal", "certificado remoto é inválido"],
    .russian: [
      "доверительные отношения для защищенного канала", "отношение доверия для",
      "Удаленный сертификат недействителен",
    ],
    .chineseSimplified: ["安全通道建立信任关系", "远程证书无效"],
    .chineseTraditional: ["安全通道建立信任關係", "遠端憑證是無效的", "遠端憑證無效"],
    .korean: ["신뢰 관계를 설정할 수 없습니다", "트러스트 관계를 설정할 수 없습니다", "원격 인증서가 잘못되었"],
  ]

  /// Of .NET, and WSAHOST_NOT_FOUND.
  static let nameResolution: Stems = [
    .english: ["remote name could not be resolved", "No such host is known"],
    .japanese: ["リモート名を解決できませんでした", "そのようなホストは不明です"],
    .german: ["Remotename konnte nicht aufgelöst werden", "solcher Host bekannt", "Host ist nicht bekannt"],
    .french: ["nom distant n'a pas pu être résolu", "Hôte inconnu"],
    .spanish: ["resolver el nombre remoto", "Host desconocido"],
    .italian: ["risolvere il nome remoto", "Host sconosciuto"],
    .portuguese: [
      "nome remoto não pôde ser resolvido", "nome remoto não pode ser resolvido", "host não é conhecido",
    ],
    .russian: ["разрешить удаленное имя", "Этот хост неизвестен"],
    .chineseSimplified: ["未能解析此远程名称", "无法解析远程名称", "不知道这样的主机"],
    .chineseTraditional: ["無法解析遠端名稱", "無法識別這台主機"],
    .korean: ["원격 이름을 확인할 수 없습니다", "알려진 호스트가 없습니다"],
  ]

  static let proxy: Stems = [
    .english: ["Proxy Authentication Required", "Proxy Error", "proxy name could not be resolved"],
    .japanese: ["プロキシ認証", "プロキシ名を解決"],
    .german: ["Proxyauthentifizierung", "Proxynamen konnte nicht", "Proxyname konnte nicht"],
    .french: ["authentification proxy", "nom du proxy n'a pas pu"],
    .spanish: ["autenticación del proxy", "autenticación de proxy", "nombre del proxy"],
    .italian: ["autenticazione proxy", "nome del proxy"],
    .portuguese: ["autenticação de proxy", "Autenticação do Proxy", "nome do proxy"],
    .russian: ["проверка подлинности прокси", "имя прокси"],
    .chineseSimplified: ["需要代理身份验证", "解析代理名称", "解析此代理名称"],
    .chineseTraditional: ["Proxy 驗證", "解析 Proxy 名稱"],
    .korean: ["프록시 인증", "프록시 이름을 확인"],
  ]

  static let httpError: Stems = [
    .english: ["server returned an error: (", "failed with HTTP status"],
    .japanese: ["サーバーがエラーを返しました", "HTTP ステータス", "HTTP 状態"],
    .german: ["Remoteserver hat einen Fehler zurückgegeben", "HTTP-Status"],
    .french: ["serveur distant a retourné une erreur", "statut HTTP", "état HTTP"],
    .spanish: ["Error en el servidor remoto: (", "estado HTTP"],
    .italian: ["Errore del server remoto: (", "Stato HTTP"],
    .portuguese: ["servidor remoto retornou um erro", "servidor remoto devolveu um erro", "status HTTP"],
    .russian: ["сервер возвратил ошибку", "сервер вернул ошибку", "состоянием HTTP"],
    .chineseSimplified: ["远程服务器返回错误", "HTTP 状态"],
    .chineseTraditional: ["遠端伺服器傳回一個錯誤", "遠端伺服器傳回錯誤", "HTTP 狀態"],
    .korean: ["오류를 반환했습니다", "HTTP 상태"],
  ]

  /// WSAECONNREFUSED.
  static let connectionRefused: Stems = [
    .english: ["actively refused it"],
    .japanese: ["拒否されたため、接続できませんでした"],
    .german: ["Zielcomputer die Verbindung verweigerte"],
    .french: ["cible l'a expressément refusée"],
    .spanish: ["denegó expresamente dicha conexión"],
    .italian: ["Rifiuto persistente del computer"],
    .portuguese: [
      "recusou ativamente", "recusaram ativamente", "recusou-a activamente", "recusou-a ativamente",
    ],
    .russian: ["отверг запрос на подключение"],
    .chineseSimplified: ["目标计算机积极拒绝"],
    .chineseTraditional: ["目標電腦拒絕連線"],
    .korean: ["대상 컴퓨터에서 연결을 거부했으므로"],
  ]

  /// Of .NET, and WSAETIMEDOUT.
  static let timeout: Stems = [
    .english: [
      "operation has timed out", "operation timed out", "did not properly respond after a period of time",
    ],
    .japanese: ["操作がタイムアウト", "操作はタイムアウト", "一定の時間を過ぎても正しく応答しなかった"],
    .german: [
      "Timeout für Vorgang", "Timeout für den Vorgang", "Gegenstelle nach einer bestimmten Zeitspanne",
    ],
    .french: [
      "délai d'attente de l'opération", "L'opération a expiré", "opération a dépassé le délai",
      "n'a pas répondu convenablement",
    ],
    .spanish: ["tiempo de espera de la operación", "no respondió adecuadamente"],
    .italian: [
      "Timeout dell'operazione", "Timeout operazione", "Risposta non corretta della parte connessa",
    ],
    .portuguese: [
      "tempo limite da operação", "operação atingiu o tempo limite", "não respondeu corretamente",
    ],
    .russian: ["ожидания операции истекло", "операции истекло", "за требуемое время не получен"],
    .chineseSimplified: ["操作超时", "操作已超时", "一段时间后没有正确答复"],
    .chineseTraditional: ["作業逾時", "作業已逾時", "有一段時間並未正確回應"],
    .korean: ["작업 시간이 초과", "작업이 시간 초과", "연결된 구성원으로부터 응답이 없어"],
  ]

  /// WSAECONNRESET, and the end of the stream where TLS expected more.
  static let closedByRemoteHost: Stems = [
    .english: [
      "forcibly closed by the remote host", "closed the transport stream",
      "0 bytes from the transport stream",
    ],
    .japanese: [
      "リモート ホストに強制的に切断されました", "リモート ホストによって強制的に", "トランスポート ストリームを終了した",
      "トランスポート ストリームから",
    ],
    .german: [
      "Verbindung wurde vom Remotehost geschlossen", "den Transportstream geschlossen",
      "aus dem Transportstream",
    ],
    .french: ["fermée par l'hôte distant", "a fermé le flux de transport", "du flux de transport"],
    .spanish: [
      "interrupción de una conexión existente", "cerrado la secuencia de transporte",
      "de la secuencia de transporte",
    ],
    .italian: [
      "interrotta forzatamente dall'host remoto", "chiuso il flusso di trasporto", "dal flusso di trasporto",
    ],
    .portuguese: [
      "cancelamento de uma conexão existente", "forçada a fechar pelo anfitrião remoto",
      "fluxo de transporte",
    ],
    .russian: ["принудительно разорвал существующее", "транспортный поток", "из транспортного потока"],
    .chineseSimplified: ["远程主机强迫关闭了一个现有的连接", "关闭传输流", "关闭了传输流", "从传输流"],
    .chineseTraditional: ["遠端主機已強制關閉一個現存的連線", "關閉傳輸資料流", "關閉傳輸串流", "從傳輸資料流"],
    .korean: ["원격 호스트에 의해 강제로 끊겼습니다", "전송 스트림을 닫았", "전송 스트림에서"],
  ]

  /// WSAECONNABORTED: this end gave up.
  static let abortedByThisHost: Stems = [
    .english: ["aborted by the software in your host machine"],
    .japanese: ["ホスト コンピューターのソフトウェアによって中止"],
    .german: [
      "durch die Software auf dem Hostcomputer abgebrochen",
      "Softwaregesteuert wurde eine bestehende Verbindung",
    ],
    .french: ["abandonnée par un logiciel de votre ordinateur hôte"],
    .spanish: ["anulado una conexión establecida por el software"],
    .italian: ["interrotta dal software del computer host"],
    .portuguese: ["anulada pelo software no computador host"],
    .russian: ["Программа на вашем хост-компьютере разорвала"],
    .chineseSimplified: ["主机中的软件中止了一个已建立的连接"],
    .chineseTraditional: ["連線已被您主機上的軟體中止"],
    .korean: ["호스트 시스템의 소프트웨어의 의해 중단", "호스트 시스템의 소프트웨어에 의해 중단"],
  ]

  static let secureChannel: Stems = [
    .english: ["Could not create SSL/TLS secure channel"],
    .japanese: ["セキュリティで保護されているチャネルを作成できませんでした"],
    .german: ["geschützter SSL/TLS-Kanal erstellt"],
    .french: ["créer un canal sécurisé SSL/TLS"],
    .spanish: ["crear un canal seguro SSL/TLS"],
    .italian: ["creare un canale sicuro SSL/TLS"],
    .portuguese: [
      "criar um canal seguro para SSL/TLS", "criar canal seguro SSL/TLS", "canal seguro de SSL/TLS",
    ],
    .russian: ["создать защищенный канал SSL/TLS"],
    .chineseSimplified: ["创建 SSL/TLS 安全通道"],
    .chineseTraditional: ["建立 SSL/TLS 的安全通道", "建立 SSL/TLS 安全通道"],
    .korean: ["SSL/TLS 보안 채널을 만들 수 없습니다"],
  ]

  /// "The underlying connection was closed", also "by the server" where it was to be kept alive.
  static let connectionClosed: Stems = [
    .english: ["connection was closed", "connection that was expected to be kept alive was closed"],
    .japanese: ["基になる接続が閉じられました", "接続が切断されました", "接続が閉じられました"],
    .german: [
      "zugrunde liegende Verbindung wurde geschlossen", "zugrunde liegende Verbindung wurde getrennt",
    ],
    .french: ["connexion sous-jacente a été fermée"],
    .spanish: ["Se ha terminado la conexión", "conexión subyacente"],
    .italian: ["Connessione sottostante chiusa"],
    .portuguese: ["conexão subjacente", "ligação subjacente"],
    .russian: ["Базовое соединение закрыто"],
    .chineseSimplified: ["基础连接已经关闭", "基础连接已关闭"],
    .chineseTraditional: ["基礎連接已關閉", "基礎連線已關閉"],
    .korean: ["기본 연결이 닫혔습니다"],
  ]
}
