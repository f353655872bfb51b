import Foundation

/// Certificates made for these tests with openssl; nobody holds their keys.
enum FixtureCertificates {
  /// EC P-256, signed with SHA-256, with two DNS names and two IP addresses.
  static let elliptic = decode(
    """
    MIICHjCCAcWgAwIBAgIGChssPU5fMAoGCCqGSM49BAMCMEUxCzAJBgNVBAYTAlVTMRYwFAYDVQQKDA1Db250b3NvLCBMdGQuMR4w\
    HAYDVQQDDBVDb250b3NvIEluc3BlY3Rpb24gQ0EwHhcNMjYxMTIyMjMxMDA2WhcNMzYxMTE5MjMxMDA2WjBFMQswCQYDVQQGEwJV\
    UzEWMBQGA1UECgwNQ29udG9zbywgTHRkLjEeMBwGA1UEAwwVQ29udG9zbyBJbnNwZWN0aW9uIENBMFkwEwYHKoZIzj0CAQYIKoZI\
    zj0DAQcDQgAEn+gtYVev8bQkGdRE64lP103/zmOgdJcWPc5sft2TxeBpxH5BblFCe0gCGDV1jw4tPj+RUCnescOkSJVA5fmYC6OB\
    oDCBnTAdBgNVHQ4EFgQUUKz82c9Oq72S64kr9eFeE2FdF/QwHwYDVR0jBBgwFoAUUKz82c9Oq72S64kr9eFeE2FdF/QwDwYDVR0T\
    AQH/BAUwAwEB/zBKBgNVHREEQzBBghhzd3MudXBkYXRlLm1pY3Jvc29mdC5jb22CDSouZXhhbXBsZS5jb22HBMAAAgGHECABDbgA\
    AAAAAAAAAAAAAAEwCgYIKoZIzj0EAwIDRwAwRAIgB4pbE5/li5BglEcJw3fscJ47Plr4EYLG3Dy0CQD7hU0CIBbjsFV9PhLUDCOQ\
    NrzCWxYpIWv5Gtp+57XMGFnSNdkY
    """)

  /// RSA with 1024 bits, signed with SHA-1, as old inspecting proxies present.
  static let shortRSA = decode(
    """
    MIICVDCCAb2gAwIBAgIGChssPU5fMA0GCSqGSIb3DQEBBQUAMBwxGjAYBgNVBAMMEXByb3h5LmNvbnRvc28uY29tMB4XDTI2MTEy\
    MjIzMTAwNloXDTM2MTExOTIzMTAwNlowHDEaMBgGA1UEAwwRcHJveHkuY29udG9zby5jb20wgZ8wDQYJKoZIhvcNAQEBBQADgY0A\
    MIGJAoGBAOGofXRabaI7nm+eqfK2n2LN9ykrW+49A1o1Na/H0ROitNRu4LMqz/JuP0ZeAcqmwlfn1dHwrDOobGE6INRwu60E9jvV\
    0pXaO6lKUg7MWBHYSKK7at8/ryfXspg1tZqI7Cb7Y2eZw8PTL4uI0Ju5xbg9FBe37i+hQwbu5OjRWOcjAgMBAAGjgaAwgZ0wHQYD\
    VR0OBBYEFJ1v/bqlV6VeGkh84dgGacHysDZPMB8GA1UdIwQYMBaAFJ1v/bqlV6VeGkh84dgGacHysDZPMA8GA1UdEwEB/wQFMAMB\
    Af8wSgYDVR0RBEMwQYIYc3dzLnVwZGF0ZS5taWNyb3NvZnQuY29tgg0qLmV4YW1wbGUuY29thwTAAAIBhxAgAQ24AAAAAAAAAAAA\
    AAABMA0GCSqGSIb3DQEBBQUAA4GBALZ1OEKGNJtwelngDM3ovzBhzcvvmOavVgvA9y8m/69nmscgs4s1yWCO5QyCzDMJ6m0fHw9N\
    6+89O+L+BgSUpcogc4Bvn76zyviXSBHXtWDwlACgNl7/dawjmxtkVWj0ng8YXwysD0wb7upOf58eVUlJ1EbjbGrBziaYl5gdOhNG
    """)

  private static func decode(_ text: String) -> [UInt8] {
    [UInt8](Data(base64Encoded: text) ?? Data())
  }
}
