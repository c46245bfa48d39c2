import { serverFix } from "../../client-fixes.ts"
import type { CoherenceJudgement, CoherenceRule } from "../coherence-rule.ts"
import type { Side } from "../settings.ts"

export const serverCertificateFilesMissing: CoherenceRule = {
	id: "server-certificate-files-missing",
	title: "The server's mode needs files that are not set.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.sides.filter((side) => side.role === "server" && side.software === "permguard").flatMap(lacking),
	prose: {
		seen: [
			{ stack: "Permguard", line: "tls: mode=mtls requires cert-file and key-file" },
			{ stack: "Permguard", line: "tls: mode=mtls requires ca-file for client certificate verification" },
			{ stack: "Permguard", line: "tls: mode=tls requires either cert-file+key-file or auto-cert-dir" },
		],
		means:
			"mtls and external need a certificate, its key and the CA of the clients; tls needs certificate and key together. Without them the server ends before it opens a port.",
		confirm:
			"Compare what is set with what the mode needs; the server's log names the first thing that it misses.",
		prevent: "Set certificate, key and CA in one place, next to the mode.",
	},
	fixes: () => [
		serverFix(
			"Set all files that the mode needs.",
			[
				"PERMGUARD_SERVER_TLS_CERT_FILE=/certs/tls.crt",
				"PERMGUARD_SERVER_TLS_KEY_FILE=/certs/tls.key",
				"PERMGUARD_SERVER_TLS_CA_FILE=/certs/ca.crt",
			].join("\n"),
		),
	],
	citation: [{ text: "Permguard transport security guide", section: "Server Flags Reference (mtls)" }],
}

function lacking({ mode, cert, key, ca, at, label }: Side): readonly CoherenceJudgement[] {
	const isMutual = mode === "mtls" || mode === "external"
	if (!isMutual && mode !== "tls") return []
	const missing = [
		...(cert === undefined && (isMutual || key !== undefined) ? ["the certificate (cert-file)"] : []),
		...(key === undefined && (isMutual || cert !== undefined) ? ["its private key (key-file)"] : []),
		...(ca === undefined && isMutual ? ["the CA that clients are verified with (ca-file)"] : []),
	]
	if (missing.length === 0) return []
	const variables = [
		...(cert === undefined ? ["PERMGUARD_SERVER_TLS_CERT_FILE=/certs/tls.crt"] : []),
		...(key === undefined ? ["PERMGUARD_SERVER_TLS_KEY_FILE=/certs/tls.key"] : []),
		...(ca === undefined && isMutual ? ["PERMGUARD_SERVER_TLS_CA_FILE=/certs/ca.crt"] : []),
	]
	return [
		{
			title: `Mode ${mode} lacks ${missing.join(" and ")}.`,
			detail: `${label} ends with an error before it opens a port. Clients see connection refused.`,
			fixes: [serverFix("Set what the mode needs.", variables.join("\n"))],
			at: [at, ...[cert, key, ca].flatMap((set) => set?.at ?? [])],
		},
	]
}
