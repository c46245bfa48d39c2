import { lines, type ServerNames, type ServerSnippet, type ServerSnippets } from "./server-names.ts"
import { serveTls } from "./server-tls.ts"

/** Issues a certificate for the endpoint's name; which runtime loads it does not matter. */
export function issueCertificate({ host }: ServerNames): ServerSnippet {
	return {
		command: lines(
			"cat > server.ext <<'END'",
			"basicConstraints = critical, CA:FALSE",
			"keyUsage = critical, digitalSignature",
			"extendedKeyUsage = serverAuth",
			`subjectAltName = ${isAddress(host) ? "IP" : "DNS"}:${host}`,
			"END",
			"openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \\",
			`  -keyout server-key.pem -subj /CN=${host} -out server.csr`,
			"openssl x509 -req -in server.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial \\",
			"  -days 90 -sha256 -extfile server.ext -out server-chain.pem",
			`# or: countersign issue server --ca ca --out server --san ${host}`,
		),
	}
}

/** How each kind comes by the certificate, and loads it. */
export function loadCertificate(names: ServerNames): ServerSnippets {
	const { host } = names
	const loads = Object.fromEntries(
		Object.entries(serveTls(names)).map(([kind, snippet]) => [
			kind,
			{ ...snippet, text: "Issue it, then let the server load chain and key." },
		]),
	)
	return {
		...loads,
		permguard: {
			...loads.permguard,
			text: "Issue it and give it to Permguard: the certificate that it makes itself names only localhost and permguard, and is made anew at every start.",
		},
		kubernetes: {
			text: "With cert-manager:",
			command: lines(
				"apiVersion: cert-manager.io/v1",
				"kind: Certificate",
				"metadata: { name: server }",
				"spec:",
				"  secretName: server-tls",
				isAddress(host) ? `  ipAddresses: ["${host}"]` : `  dnsNames: ["${host}"]`,
				"  privateKey: { algorithm: ECDSA, size: 256 }",
				"  usages: [digital signature, server auth]",
				"  issuerRef: { name: internal-ca, kind: ClusterIssuer }",
			),
		},
		istio: {
			text: "A sidecar's certificate carries a SPIFFE ID and no DNS name: clients outside of the mesh need a gateway with a certificate of its own.",
			command: loads.istio?.command ?? "",
		},
		spire: {
			text: "An SVID carries a DNS name only where its entry asks for it.",
			command: `spire-server entry update -entryID ID -parentID PARENT -spiffeID ID -selector SELECTOR -dns ${host}`,
		},
	}
}

function isAddress(host: string): boolean {
	return /^[\d.]+$/.test(host) || host.includes(":")
}
