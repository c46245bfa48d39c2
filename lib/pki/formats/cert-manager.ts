import { stringify } from "yaml"
import { readCertificate } from "#x509/certificate"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { DistinguishedName } from "#x509/name"
import type { CertificateMaterial, FormatOptions } from "./material.ts"
import { type StatedLimits, statedLimits } from "./stated-limits.ts"

const minuteMs = 60_000
const dayMinutes = 1_440
/** The shortest life and the latest renewal that cert-manager's webhook takes. */
const leastMinutes = { duration: 60, renewBefore: 5 } as const

const subjectFields: Readonly<Record<string, string>> = {
	"2.5.4.6": "countries",
	"2.5.4.8": "provinces",
	"2.5.4.7": "localities",
	"2.5.4.9": "streetAddresses",
	"2.5.4.17": "postalCodes",
	"2.5.4.10": "organizations",
	"2.5.4.11": "organizationalUnits",
}
const subjectOids = { commonName: "2.5.4.3", serialNumber: "2.5.4.5" } as const
const commonNameMax = 64

const usageWords: readonly (readonly [name: string, word: string])[] = [
	["digitalSignature", "digital signature"],
	["nonRepudiation", "content commitment"],
	["keyEncipherment", "key encipherment"],
	["dataEncipherment", "data encipherment"],
	["keyAgreement", "key agreement"],
	["keyCertSign", "cert sign"],
	["cRLSign", "crl sign"],
	["encipherOnly", "encipher only"],
	["decipherOnly", "decipher only"],
	["anyExtendedKeyUsage", "any"],
	["serverAuth", "server auth"],
	["clientAuth", "client auth"],
	["codeSigning", "code signing"],
	["emailProtection", "email protection"],
	["timeStamping", "timestamping"],
	["OCSPSigning", "ocsp signing"],
]

/**
 * An Issuer that signs with a CA in a Secret, and a Certificate that asks it for the same subject, names, usages, key,
 * lifetime and name constraints, in the words of cert-manager.io/v1. What cert-manager cannot say is left out and named
 * in a comment.
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
	if (observed?.kind !== "certificate" || leaf === undefined) return head + stringify(issuer)
	const { spec, left } = specOf(observed.description, leaf, name)
	const notes = left.map((text) => `# Left out, because cert-manager cannot say it: ${text}.\n`).join("")
	const certificate = { apiVersion: "cert-manager.io/v1", kind: "Certificate", metadata: { name }, spec }
	return `${head}${stringify(issuer)}---\n${notes}${stringify(certificate)}`
}

function specOf(leaf: CertificateDescription, der: Uint8Array, name: string) {
	const read = readCertificate(der)
	const subject = subjectOf(read.ok ? read.value.subject : undefined)
	const limits = leaf.isCa ? limitsOf(der) : { spec: {}, left: [] }
	const asked = [...(leaf.keyUsage ?? []), ...(leaf.eku ?? [])]
	const usages = usageWords.flatMap(([each, word]) => (asked.includes(each) ? [word] : []))
	const life = lifeOf(leaf)
	const unknown = asked.filter((each) => !usageWords.some(([known]) => known === each))
	const left = [
		...subject.left,
		...unknown.map((each) => `the usage ${each}`),
		...(leaf.pathLength === undefined ? [] : [`the path length ${leaf.pathLength}`]),
		...limits.left,
		...life.left,
	]
	const spec = {
		secretName: `${name}-tls`,
		...subject.spec,
		...list("dnsNames", leaf.sans.dns),
		...list("ipAddresses", leaf.sans.ip),
		...list("uris", leaf.sans.uri),
		...list("emailAddresses", leaf.sans.email),
		...(leaf.isCa ? { isCA: true } : {}),
		usages,
		...limits.spec,
		...life.spec,
		privateKey: { ...keyOf(leaf), encoding: "PKCS8", rotationPolicy: "Always" },
		issuerRef: { name: "development-ca", kind: "Issuer", group: "cert-manager.io" },
	}
	return { spec, left }
}

/** The common name, and the other parts of the subject by the names that cert-manager has for them. */
function subjectOf(subject: DistinguishedName | undefined) {
	const parts = subject?.rdns.flat() ?? []
	const valuesOf = (oid: string) => parts.filter((each) => each.oid === oid).map(({ value }) => value)
	const [commonName, ...moreNames] = valuesOf(subjectOids.commonName)
	const [serialNumber, ...moreNumbers] = valuesOf(subjectOids.serialNumber)
	const isLong = commonName !== undefined && [...commonName].length > commonNameMax
	const others = Object.entries(subjectFields).map(([oid, field]) => list(field, valuesOf(oid)))
	const fields = Object.assign({}, ...others, serialNumber === undefined ? {} : { serialNumber })
	const known: readonly string[] = [...Object.keys(subjectFields), ...Object.values(subjectOids)]
	const strange = parts.filter(({ oid }) => !known.includes(oid))
	return {
		spec: {
			...(commonName === undefined || isLong ? {} : { commonName }),
			...(Object.keys(fields).length === 0 ? {} : { subject: fields }),
		},
		left: [
			...(isLong ? [`a common name of more than ${commonNameMax} characters`] : []),
			...(moreNames.length + moreNumbers.length > 0 ? ["a second common name or serial number"] : []),
			...strange.map(({ oid }) => `the part ${oid} of the subject`),
		],
	}
}

function limitsOf(der: Uint8Array) {
	const limits = statedLimits(der)
	if (limits === undefined) return { spec: {}, left: [] }
	const sides = [limits.permitted, limits.excluded] as const
	const isStrange = sides.some(({ ip, others }) => others > 0 || ip.some(({ bits }) => bits === undefined))
	const side = (key: string, { dns, email, uri, ip }: StatedLimits) => {
		const ranges = ip.flatMap(({ address, bits }) => (bits === undefined ? [] : [`${address}/${bits}`]))
		const lists = {
			...list("dnsDomains", dns),
			...list("ipRanges", ranges),
			...list("emailAddresses", email),
			...list("uriDomains", uri),
		}
		return Object.keys(lists).length === 0 ? {} : { [key]: lists }
	}
	const both = { ...side("permitted", limits.permitted), ...side("excluded", limits.excluded) }
	return {
		spec: Object.keys(both).length === 0 ? {} : { nameConstraints: { critical: true, ...both } },
		left: isStrange ? ["a name constraint that is no DNS, IP, URI or mail name"] : [],
	}
}

/** Whole days in hours; shorter lives to the minute. Renewed when a third is left, as cert-manager does by itself. */
function lifeOf({ notBefore, notAfter }: CertificateDescription) {
	const exact = Math.round((Date.parse(notAfter) - Date.parse(notBefore)) / minuteMs)
	const hours = Math.round(exact / 60) * 60
	const asked = exact >= dayMinutes ? hours : exact
	const minutes = Math.max(leastMinutes.duration, asked)
	const renewBefore = Math.max(leastMinutes.renewBefore, Math.floor(minutes / 3))
	return {
		spec: { duration: goDuration(minutes), renewBefore: goDuration(renewBefore) },
		left: asked < minutes ? ["a life of less than an hour"] : [],
	}
}

function goDuration(minutes: number): string {
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
	return `${hours > 0 ? `${hours}h` : ""}${rest > 0 ? `${rest}m` : ""}`
}

function keyOf({ keyType, keyBits }: CertificateDescription) {
	if (keyType === "Ed25519") return { algorithm: "Ed25519" }
	return keyType.startsWith("EC")
		? { algorithm: "ECDSA", size: keyBits }
		: { algorithm: "RSA", size: keyBits }
}

function list(key: string, values: readonly string[]): Readonly<Record<string, readonly string[]>> {
	return values.length === 0 ? {} : { [key]: values }
}
