import { stringify } from "yaml"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { CertificateMaterial, FormatOptions } from "./material.ts"

const hourMs = 3_600_000

/**
 * An Issuer that signs with a CA in a Secret, and a Certificate that asks it for the same names, usages, key and
 * lifetime. What cert-manager cannot say (name constraints, a wrong certificate) is left out and named in a comment.
 */
export async function writeCertManager(
	{ chain }: CertificateMaterial,
	{ name }: FormatOptions,
): Promise<string> {
	const [leaf] = chain
	const observed = leaf === undefined ? undefined : await describeCertificate(leaf)
	const issuer = {
		apiVersion: "cert-manager.io/v1",
		kind: "Issuer",
		metadata: { name: "development-ca" },
		spec: { ca: { secretName: "development-ca" } },
	}
	const head =
		"# The Issuer signs with the CA in the Secret development-ca:\n#   kubectl create secret tls development-ca --cert=ca.pem --key=ca-key.pem\n"
	if (observed?.kind !== "certificate") return head + stringify(issuer)
	return `${head}${stringify(issuer)}---\n${stringify(certificateOf(observed.description, name))}`
}

function certificateOf(leaf: CertificateDescription, name: string) {
	const life = Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore)
	const hours = Math.max(1, Math.round(life / hourMs))
	const list = (key: string, values: readonly string[]) => (values.length === 0 ? {} : { [key]: [...values] })
	const usages = [
		...(leaf.keyUsage?.includes("digitalSignature") === true ? ["digital signature"] : []),
		...(leaf.keyUsage?.includes("keyEncipherment") === true ? ["key encipherment"] : []),
		...(leaf.keyUsage?.includes("keyCertSign") === true ? ["cert sign"] : []),
		...(leaf.keyUsage?.includes("cRLSign") === true ? ["crl sign"] : []),
		...(leaf.eku?.includes("serverAuth") === true ? ["server auth"] : []),
		...(leaf.eku?.includes("clientAuth") === true ? ["client auth"] : []),
	]
	return {
		apiVersion: "cert-manager.io/v1",
		kind: "Certificate",
		metadata: { name },
		spec: {
			secretName: `${name}-tls`,
			...(leaf.commonName === undefined ? {} : { commonName: leaf.commonName }),
			...list("dnsNames", leaf.sans.dns),
			...list("ipAddresses", leaf.sans.ip),
			...list("uris", leaf.sans.uri),
			...list("emailAddresses", leaf.sans.email),
			...(leaf.isCa ? { isCA: true } : {}),
			usages,
			duration: `${hours}h`,
			renewBefore: `${Math.max(1, Math.floor(hours / 3))}h`,
			privateKey: { ...keyOf(leaf), rotationPolicy: "Always" },
			issuerRef: { name: "development-ca", kind: "Issuer" },
		},
	}
}

function keyOf({ keyType, keyBits }: CertificateDescription) {
	if (keyType === "Ed25519") return { algorithm: "Ed25519" }
	return keyType.startsWith("EC")
		? { algorithm: "ECDSA", size: keyBits }
		: { algorithm: "RSA", size: keyBits }
}
