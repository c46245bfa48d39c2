/** IANA registry "TLS HandshakeType": the messages that are read here. */
export const handshakeType = {
	helloRequest: 0,
	clientHello: 1,
	serverHello: 2,
	newSessionTicket: 4,
	endOfEarlyData: 5,
	encryptedExtensions: 8,
	certificate: 11,
	serverKeyExchange: 12,
	certificateRequest: 13,
	serverHelloDone: 14,
	certificateVerify: 15,
	clientKeyExchange: 16,
	finished: 20,
	certificateStatus: 22,
	keyUpdate: 24,
	compressedCertificate: 25,
	messageHash: 254,
} as const

const names: ReadonlyMap<number, string> = new Map([
	[0, "HelloRequest"],
	[1, "ClientHello"],
	[2, "ServerHello"],
	[3, "HelloVerifyRequest"],
	[4, "NewSessionTicket"],
	[5, "EndOfEarlyData"],
	[6, "HelloRetryRequest"],
	[8, "EncryptedExtensions"],
	[9, "RequestConnectionId"],
	[10, "NewConnectionId"],
	[11, "Certificate"],
	[12, "ServerKeyExchange"],
	[13, "CertificateRequest"],
	[14, "ServerHelloDone"],
	[15, "CertificateVerify"],
	[16, "ClientKeyExchange"],
	[17, "ClientCertificateRequest"],
	[20, "Finished"],
	[21, "CertificateURL"],
	[22, "CertificateStatus"],
	[23, "SupplementalData"],
	[24, "KeyUpdate"],
	[25, "CompressedCertificate"],
	[26, "EKTKey"],
	[67, "NextProtocol"],
	[254, "MessageHash"],
])

/** The RFC's name of a handshake message; undefined for types that no RFC names. */
export function handshakeName(type: number): string | undefined {
	return names.get(type)
}
