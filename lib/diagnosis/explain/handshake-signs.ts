import type { TextSign } from "./text-sign.ts"

/** Signs of the handshake: alerts, versions, protocols, and bytes that belong to another protocol. */
export const handshakeSigns: readonly TextSign[] = [
	{
		pattern: /certificate[ _]required|CertificateRequired|alert number 116\b/i,
		why: "The server asked for a client certificate and got none.",
		causes: [["client-cert-required", 0.95]],
	},
	{
		pattern:
			/PEER_DID_NOT_RETURN_A_CERTIFICATE|peer did not return a certificate|didn't provide a certificate|did not provide a (?:client )?certificate|Empty client certificate chain|NoCertificatesPresented|No required SSL certificate was sent|client certificate (?:is )?required/i,
		why: "The client sent no certificate where one is required.",
		causes: [["client-cert-required", 0.95]],
	},
	{
		pattern: /The SSL certificate error/i,
		why: "nginx rejected the client certificate that was sent.",
		causes: [
			["client-cert-untrusted", 0.85],
			["expired-client-cert", 0.3],
		],
	},
	{
		pattern: /(?:verify|authenticate|validate) (?:the )?client'?s? certificate/i,
		why: "A server rejected the certificate of a client.",
		causes: [["client-cert-untrusted", 0.6]],
	},
	{
		pattern:
			/bad[ _]certificate|BadCertificate|alert number 42\b|certificate[ _]unknown|CertificateUnknown|alert number 46\b/i,
		why: "The peer rejected our certificate, or the lack of one.",
		causes: [
			["client-cert-required", 0.5],
			["client-cert-untrusted", 0.55],
		],
		atServer: [
			["untrusted-issuer", 0.6],
			["hostname-mismatch", 0.35],
			["expired-server-cert", 0.25],
		],
	},
	{
		pattern:
			/alert[^\n]{0,30}unknown ca|TLSV1_ALERT_UNKNOWN_CA|alert number 48\b|fatal alert: ?UnknownCA|remote error: tls: unknown certificate authority/i,
		why: "The peer says by alert that it does not know the CA of our certificate.",
		causes: [["client-cert-untrusted", 0.9]],
		atServer: [["untrusted-issuer", 0.92]],
	},
	{
		pattern:
			/handshake[ _]failure(?!_ON)|HandshakeFailure|HANDSHAKE_FAILURE\b|alert number 40\b|SSL_HANDSHAKE_FAILURE/i,
		why: "Alert handshake_failure: no common parameters, or under TLS 1.2 no client certificate.",
		causes: [
			["no-shared-cipher-or-group", 0.55],
			["client-cert-required", 0.5],
			["protocol-version-mismatch", 0.3],
		],
	},
	{
		pattern:
			/SSL_HANDSHAKE_FAILURE|ALERT_HANDSHAKE_FAILURE[^\n]{0,80}upstream|sslv3 alert handshake failure[^\n]{0,120}upstream/i,
		why: "With a peer that wants mutual TLS 1.2 this alert usually means that no client certificate was sent.",
		causes: [["client-cert-required", 0.6]],
	},
	{
		pattern:
			/no shared cipher|NO_SHARED_CIPHER|no cipher suites? supported|NoCipherSuitesInCommon|no cipher suites in common|no common (?:cipher|curve|group)|HANDSHAKE_FAILURE_ON_CLIENT_HELLO|no suitable (?:signature|key share|cipher)|no supported (?:signature|versions satisfy Min)|unsupported (?:curve|group)|peer doesn't support any of the certificate's signature/i,
		why: "Client and server share no cipher suite, group or signature scheme.",
		causes: [["no-shared-cipher-or-group", 0.9]],
	},
	{
		pattern:
			/protocol[ _]version\b|PROTOCOL_VERSION|alert number 70\b|unsupported protocol|UNSUPPORTED_PROTOCOL|unsupported versions|protocol version not supported|PeerIncompatible[^\n]{0,40}Version|no (?:protocols?|versions?) (?:in common|available)|NO_PROTOCOLS_AVAILABLE|inappropriate protocol/i,
		why: "Client and server share no TLS version.",
		causes: [["protocol-version-mismatch", 0.9]],
	},
	{
		pattern:
			/missing selected ALPN|no[ _]application[ _]protocol|NoApplicationProtocol|alert number 120\b|ALPN (?:negotiation|support)|HTTP\/2 was not negotiated|HTTP\/2 over TLS (?:was not|is not)|Unable to find compatible protocol|unsupported ALPN|does not support HTTP\/2 \(?ALPN/i,
		why: "h2 was not agreed on by ALPN.",
		causes: [
			["alpn-missing-h2", 0.95],
			["http1-proxy-or-wrong-protocol", 0.3],
		],
	},
	{
		pattern:
			/first record does not look like a TLS handshake|NotSslRecordException|not an SSL\/TLS record|UNKNOWN_PROTOCOL|unknown protocol\b|packet length too long|InvalidContentType|Unrecognized SSL message, plaintext connection/i,
		why: "The first bytes were no TLS record.",
		causes: [
			["tls-client-to-plaintext-server", 0.9],
			["http1-proxy-or-wrong-protocol", 0.3],
		],
		atServer: [["plaintext-client-to-tls-server", 0.93]],
	},
	{
		pattern: /WRONG_VERSION_NUMBER|wrong version number/i,
		why: "The record header was no TLS: the other side speaks something else.",
		causes: [
			["tls-client-to-plaintext-server", 0.85],
			["protocol-version-mismatch", 0.35],
		],
		atServer: [
			["plaintext-client-to-tls-server", 0.88],
			["protocol-version-mismatch", 0.35],
		],
	},
	{
		pattern:
			/HTTP_REQUEST\b|http request\)|client sent an HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port|Cannot determine the frame size|unable to determine the frame size/i,
		why: "Plaintext arrived at a TLS port.",
		causes: [["plaintext-client-to-tls-server", 0.92]],
	},
	{
		pattern: /oversized record received with length (?:20527|21536|17735|18516)/i,
		why: "The length spells the letters of an HTTP answer: the server speaks plaintext.",
		causes: [
			["tls-client-to-plaintext-server", 0.93],
			["http1-proxy-or-wrong-protocol", 0.4],
		],
		atServer: [["plaintext-client-to-tls-server", 0.93]],
	},
	{
		pattern: /bogus greeting from client[^\n]{0,20}\\x16\\x03|\b160301\b|\b1603010[0-9a-f]/i,
		why: "The bytes 16 03 01 are a TLS ClientHello at a plaintext port.",
		causes: [["tls-client-to-plaintext-server", 0.94]],
	},
	{
		pattern: /\b15030[0-4]0002|\b15 03 0[0-4]\b|0x15 ?0?3/i,
		why: "The bytes 15 03 are a TLS alert: a plaintext client spoke to a TLS port.",
		causes: [["plaintext-client-to-tls-server", 0.94]],
	},
	{
		pattern: /48545450|485454502f|looked like an HTTP\/1\.1 header|1752460652|1213486160/i,
		why: "The bytes spell HTTP: the peer answered with HTTP/1.",
		causes: [["http1-proxy-or-wrong-protocol", 0.93]],
	},
	{
		pattern: /frame too large|FRAME_SIZE_ERROR|frame with invalid size|invalid frame length/i,
		why: "Bytes of another protocol were read as an HTTP/2 frame: HTTP/1, or a TLS alert.",
		causes: [
			["http1-proxy-or-wrong-protocol", 0.6],
			["plaintext-client-to-tls-server", 0.5],
		],
	},
	{
		pattern: /Hex dump for first 5 bytes: 0000000401|\b0000000401\b/i,
		why: "These are HTTP/2 bytes in the wrong order, and no sign of security.",
		causes: [["other-not-security", 0.9]],
	},
	{
		pattern:
			/bad[ _]record[ _]mac|BadRecordMac|DECRYPTION_FAILED|received record with version|oversized record|record[ _]overflow|RecordOverflow|corrupt(?:ed)? (?:frame|record)|decode[ _]error|illegal parameter/i,
		why: "Records were damaged, or are of no known protocol.",
		causes: [
			["tls-record-overflow-or-garbage", 0.75],
			["untrusted-issuer", 0.2],
		],
	},
	{
		pattern:
			/unrecognized[ _]name|UNRECOGNIZED_NAME|alert number 112\b|SSL server name: "?(?:null|NULL)|Kubernetes Ingress Controller Fake Certificate|TRAEFIK DEFAULT CERT|invalid server ?name|no SNI|missing server name/i,
		why: "The server name was missing or unknown to the peer.",
		causes: [["sni-missing-or-wrong", 0.92]],
	},
]
