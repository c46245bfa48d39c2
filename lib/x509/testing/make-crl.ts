import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import type { MadeCertificate } from "./make-certificate.ts"

/** Makes the CRL of a CA, DER, valid through 2030. Serial numbers are hex. */
export async function makeCrl(
	issuer: MadeCertificate,
	revoked: readonly string[] = [],
	number = 1,
): Promise<Uint8Array> {
	const crl = await x509.X509CrlGenerator.create({
		issuer: issuer.certificate.subject,
		thisUpdate: new Date("2030-01-01T00:00:00Z"),
		nextUpdate: new Date("2030-12-31T00:00:00Z"),
		entries: revoked.map((serialNumber) => ({
			serialNumber,
			revocationDate: new Date("2030-02-01T00:00:00Z"),
		})),
		extensions: [
			new x509.Extension("2.5.29.20", false, Uint8Array.of(2, 2, number >> 8, number & 255)),
			await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
		],
		signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
		signingKey: issuer.keys.privateKey,
	})
	return new Uint8Array(crl.rawData)
}
