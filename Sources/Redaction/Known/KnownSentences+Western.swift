extension KnownSentences {
  /// Of the resources of System.dll and of Windows Sockets, as public reports of these errors quote them.
  static let western = german + french + spanish + otherWestern

  private static let german = [
    "Die zugrunde liegende Verbindung wurde geschlossen", "Die zugrunde liegende Verbindung wurde getrennt",
    "Unbekannter Fehler beim Senden", "Unbekannter Fehler beim Empfangen", "Unerwarteter Fehler beim Senden",
    "Unerwarteter Fehler beim Empfangen", "Von der Übertragungsverbindung können keine Daten gelesen werden",
    "In die Übertragungsverbindung können keine Daten geschrieben werden",
    "Eine vorhandene Verbindung wurde vom Remotehost geschlossen",
    "Der Remotename konnte nicht aufgelöst werden",
    "Der Remoteserver hat einen Fehler zurückgegeben",
    "Die Verbindung mit dem Remoteserver kann nicht hergestellt werden",
    "Die Anfrage wurde abgebrochen", "Es konnte kein geschützter SSL/TLS-Kanal erstellt werden",
    "Timeout für Vorgang überschritten", "Das Timeout für den Vorgang wurde überschritten",
    "Der Client und der Server können keine Daten austauschen, da sie nicht über einen gemeinsamen Algorithmus verfügen",
    "Client und Server können nicht kommunizieren, da sie keinen gemeinsamen Algorithmus besitzen",
    "Für den geschützten SSL/TLS-Kanal konnte keine Vertrauensstellung hergestellt werden",
    "Das Remotezertifikat ist laut Validierungsverfahren ungültig",
    "Fehler bei SSPI-Aufruf, siehe interne Ausnahme",
    "Die empfangene Nachricht ist unerwartet oder fehlerhaft formatiert",
    "Proxyauthentifizierung erforderlich",
    "Ende der internen Ausnahmestapelüberwachung", "Es ist kein solcher Host bekannt",
    "Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte", "bei",
  ]

  private static let french = [
    "La connexion sous-jacente a été fermée", "Une erreur inattendue s'est produite lors de l'envoi",
    "Une erreur inattendue s'est produite lors de la réception",
    "Impossible de lire les données de la connexion de transport",
    "Une connexion existante a dû être fermée par l'hôte distant", "Le nom distant n'a pas pu être résolu",
    "Le serveur distant a retourné une erreur", "La demande a été abandonnée",
    "Impossible de créer un canal sécurisé SSL/TLS", "Impossible de se connecter au serveur distant",
    "Le délai d'attente de l'opération a expiré", "Un appel à SSPI a échoué, consultez l'exception interne",
    "Le client et le serveur ne peuvent pas communiquer, car ils ne possèdent pas un algorithme commun",
    "Le certificat distant n'est pas valide selon la procédure de validation",
    "Impossible d'établir une relation de confiance pour le canal sécurisé SSL/TLS",
    "Authentification proxy requise", "Fin de la trace de la pile d'exception interne", "à",
  ]

  private static let spanish = [
    "Se ha terminado la conexión", "Error inesperado de envío", "Error inesperado de recepción",
    "No se pueden leer los datos de la conexión de transporte",
    "Se ha forzado la interrupción de una conexión existente por el host remoto",
    "No se puede resolver el nombre remoto", "Error en el servidor remoto", "Anulada la solicitud",
    "No se puede crear un canal seguro SSL/TLS", "No es posible conectar con el servidor remoto",
    "Se excedió el tiempo de espera de la operación",
    "Error de una llamada a SSPI, consulte la excepción interna",
    "El cliente y el servidor no pueden comunicarse porque no tienen un algoritmo común",
    "El certificado remoto no es válido según el procedimiento de validación",
    "No se puede establecer una relación de confianza para el canal seguro SSL/TLS",
    "Se requiere autenticación del proxy", "Fin del seguimiento de la pila de la excepción interna", "en",
  ]

  private static let otherWestern = [
    "Connessione sottostante chiusa", "Errore imprevisto durante un'operazione di invio",
    "Errore imprevisto durante un'operazione di ricezione", "Impossibile risolvere il nome remoto",
    "Impossibile leggere i dati dalla connessione del trasporto", "Impossibile connettersi al server remoto",
    "Richiesta annullata", "Impossibile creare un canale sicuro SSL/TLS",
    "A conexão subjacente estava fechada", "Erro inesperado em um envio", "Erro inesperado em um recebimento",
    "Não é possível ler dados da conexão de transporte", "O nome remoto não pôde ser resolvido",
    "Impossível conectar-se ao servidor remoto", "A solicitação foi anulada",
    "Базовое соединение закрыто", "Непредвиденная ошибка при передаче", "Непредвиденная ошибка при приеме",
    "Не удается прочитать данные из транспортного соединения", "Невозможно разрешить удаленное имя",
    "Удаленный хост принудительно разорвал существующее подключение",
    "Невозможно соединиться с удаленным сервером",
    "Запрос был прерван", "Не удалось создать защищенный канал SSL/TLS",
    "Клиент и сервер не могут взаимодействовать, поскольку не имеют общего алгоритма",
  ]
}
