import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const generatedCertificateChanges: CoherenceRule = {
	id: "generated-certificate-changes",
	title: "The server makes a new certificate and CA at every start.",
	severity: "warning",
	blame: "server",
	judge: ({ settings }) =>
		settings.sides
			.filter(
				({ role, software, mode, cert, key }) =>
					role === "server" &&
					software === "permguard" &&
					mode === "tls" &&
					cert === undefined &&
					key === undefined,
			)
			.map((side) => ({
				title: "The server makes a new certificate and a new CA at every start.",
				detail:
					"Its names are localhost, permguard, 127.0.0.1 and ::1 only, and a CA file that a client was given fits until the next restart.",
				at: [side.at],
			})),
	prose: {
		seen: [
			{
				stack: "Go",
				line: "tls: failed to verify certificate: x509: certificate signed by unknown authority",
			},
			{ stack: "Go", line: "x509: certificate is valid for localhost, permguard, not permguard.example.com" },
		],
		means:
			"Without certificate files, mode tls signs a leaf with a fresh CA at each start and overwrites the files of the last one. Several replicas have several CAs.",
		confirm: "Restart the server and compare the SHA-256 fingerprint of what it shows.",
		prevent: "Give the server a certificate from a CA that stays.",
	},
	fixes: () => [
		serverFix(
			"Set a certificate and key of a CA that stays.",
			"PERMGUARD_SERVER_TLS_CERT_FILE=/certs/tls.crt\nPERMGUARD_SERVER_TLS_KEY_FILE=/certs/tls.key",
		),
		{
			for: "permguard",
			text: "For development, take the CA that the server wrote, again after each start.",
			command: "permguard zones list --tls-ca-file APPDATA/certs/ca-cert.pem",
		},
	],
	citation: [
		{ text: "Permguard transport security guide", section: "Server with Auto-Generated Certificates" },
	],
}
