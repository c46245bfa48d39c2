import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"
import { firingProxies } from "./firing-proxies.ts"
import { firingTexts } from "./firing-texts.ts"

/** Settings that one rule fires for, and the same settings mended, for which it is silent. */
export interface FiringSettings {
	readonly rule: string
	readonly fires: string
	readonly silent: string
}

/** For every rule one pair of texts at least; certificates and keys in them are made for the occasion. */
export async function firingSettings(): Promise<readonly FiringSettings[]> {
	return [...firingTexts, ...firingProxies, ...(await storedCases())]
}

/** A Secret of type kubernetes.io/tls with these files. */
export function secretOf(files: Readonly<Record<string, string>>, type = "kubernetes.io/tls"): string {
	const data = Object.entries(files).map(([name, text]) => `  ${name}: ${btoa(text)}`)
	return [
		"apiVersion: v1",
		"kind: Secret",
		"metadata: { name: server-tls }",
		`type: ${type}`,
		"data:",
		...data,
	].join("\n")
}

async function storedCases(): Promise<readonly FiringSettings[]> {
	const authority = await createAuthority({ commonName: "Test Root" })
	const issue = (days?: number) =>
		issueCertificate({
			authority,
			subject: "CN=server",
			dns: ["server.example"],
			...(days === undefined
				? {}
				: {
						notBefore: new Date(Date.now() - 90 * 86_400_000),
						notAfter: new Date(Date.now() + days * 86_400_000),
					}),
		})
	const [one, other, old] = [await issue(), await issue(), await issue(-1)]
	const key = one.privateKeyPem.reveal()
	const good = secretOf({ "tls.crt": one.pem, "tls.key": key })
	const client =
		"\n---\npermguard config set pdp-endpoint grpcs://HOST:9094\npermguard zones list --tls-ca-file ca.pem"
	return [
		{ rule: "tls-secret-incomplete", fires: secretOf({ "tls.crt": one.pem }), silent: good },
		{
			rule: "tls-secret-incomplete",
			fires: secretOf({ "tls.key": key }),
			silent: secretOf({ "server.pem": one.pem }, "Opaque"),
		},
		{
			rule: "stored-certificate-out-of-date",
			fires: secretOf({ "tls.crt": old.pem, "tls.key": old.privateKeyPem.reveal() }),
			silent: good,
		},
		{ rule: "stored-key-mismatch", fires: secretOf({ "tls.crt": other.pem, "tls.key": key }), silent: good },
		{
			rule: "stored-key-mismatch",
			fires: secretOf({ "tls.crt": authority.pem + one.pem, "tls.key": key }),
			silent: secretOf({ "tls.crt": one.pem + authority.pem, "tls.key": key }),
		},
		{
			rule: "stored-key-mismatch",
			fires: secretOf(
				{ "server-cert.pem": other.pem, "server-key.pem": key, "ca.pem": authority.pem },
				"Opaque",
			),
			silent: secretOf(
				{ "server-cert.pem": one.pem, "server-key.pem": key, "client-cert.pem": other.pem },
				"Opaque",
			),
		},
		{
			rule: "stored-material-unreadable",
			fires: good.replace(/tls\.crt: .*/, "tls.crt: not*base64"),
			silent: good,
		},
		{
			rule: "stored-material-unreadable",
			fires: secretOf({ "tls.crt": btoa(btoa(one.pem)), "tls.key": key }),
			silent: good.replace(/tls\.crt: .*/, "tls.crt: {{ .Values.certificate }}"),
		},
		{
			rule: "private-key-in-configmap",
			fires: `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  tls.key: |\n${indent(key)}`,
			silent: `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  ca.crt: |\n${indent(authority.pem)}`,
		},
		{
			rule: "certificate-lacks-endpoint-name",
			fires: good + client.replace("HOST", "other.example"),
			silent: good + client.replace("HOST", "server.example"),
		},
	]
}

function indent(text: string): string {
	return text.replace(/^(?=.)/gm, "    ")
}
