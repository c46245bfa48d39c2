import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { CertificateMaterial, FormatOptions } from "./material.ts"
import { type StatedLimits, statedLimits } from "./stated-limits.ts"

const dayMs = 86_400_000
/** Shorter lives than this are written to the second; `openssl x509` counts in whole days. */
const shortMs = 2 * dayMs

/**
 * A shell script for openssl 3 that makes a certificate of equal meaning: subject, names, usages, name constraints, kind
 * of key and life (in whole days from two days on), signed by ca.pem and ca-key.pem beside it, which it makes where they
 * are missing. Only the serial, the keys and the moment differ; control characters, which openssl's files cannot hold,
 * are left out of names, and so are name constraints on directory names.
 */
export async function writeOpensslCommands(
	{ chain, roots }: CertificateMaterial,
	{ name }: FormatOptions,
): Promise<string> {
	const [leaf] = chain
	const [root] = roots
	const own = leaf === undefined ? undefined : await describeCertificate(leaf)
	const ca = root === undefined ? undefined : await describeCertificate(root)
	return [
		"#!/bin/sh",
		"# Makes a certificate of equal meaning with openssl 3. Needs nothing else.",
		"set -eu",
		...(ca?.kind === "certificate" && root !== undefined ? caCommands(ca.description, root) : []),
		...(own?.kind === "certificate" && leaf !== undefined ? leafCommands(own.description, leaf, name) : []),
		"",
	].join("\n")
}

function caCommands(ca: CertificateDescription, der: Uint8Array): readonly string[] {
	return [
		"if [ ! -e ca.pem ]; then",
		"umask 077",
		`openssl genpkey ${keyOptions(ca)} -out ca-key.pem`,
		"cat > ca.cnf <<'END_OF_FILE'",
		"[req]",
		"prompt = no",
		"string_mask = utf8only",
		"utf8 = yes",
		"distinguished_name = name",
		"x509_extensions = extensions",
		...nameSection(der),
		"[extensions]",
		`basicConstraints = critical, CA:TRUE${ca.pathLength === undefined ? "" : `, pathlen:${ca.pathLength}`}`,
		"keyUsage = critical, keyCertSign, cRLSign",
		"subjectKeyIdentifier = hash",
		...limitLines(der),
		"END_OF_FILE",
		`openssl req -x509 -new -key ca-key.pem -config ca.cnf${emptyName(ca)} -days ${days(ca)} -out ca.pem`,
		"fi",
	]
}

function leafCommands(leaf: CertificateDescription, der: Uint8Array, name: string): readonly string[] {
	const { dns, ip, uri, email } = leaf.sans
	const names = [
		...dns.map((value, at) => `DNS.${at + 1} = ${escapeValue(value)}`),
		...ip.map((value, at) => `IP.${at + 1} = ${value}`),
		...uri.map((value, at) => `URI.${at + 1} = ${escapeValue(value)}`),
		...email.map((value, at) => `email.${at + 1} = ${escapeValue(value)}`),
	]
	const isEmpty = leaf.subject === ""
	return [
		"umask 077",
		`openssl genpkey ${keyOptions(leaf)} -out ${name}-key.pem`,
		`cat > ${name}.cnf <<'END_OF_FILE'`,
		"[req]",
		"prompt = no",
		"string_mask = utf8only",
		"utf8 = yes",
		"distinguished_name = name",
		...nameSection(der),
		"[extensions]",
		leaf.isCa
			? `basicConstraints = critical, CA:TRUE${leaf.pathLength === undefined ? "" : `, pathlen:${leaf.pathLength}`}`
			: "basicConstraints = critical, CA:FALSE",
		...(leaf.keyUsage === undefined
			? []
			: [`keyUsage = ${leaf.keyUsageCritical === true ? "critical, " : ""}${leaf.keyUsage.join(", ")}`]),
		...(leaf.eku === undefined ? [] : [`extendedKeyUsage = ${leaf.eku.join(", ")}`]),
		...(names.length === 0 ? [] : [`subjectAltName = ${isEmpty ? "critical, " : ""}@names`]),
		"subjectKeyIdentifier = hash",
		"authorityKeyIdentifier = keyid",
		...limitLines(der),
		...(names.length === 0 ? [] : ["[names]", ...names]),
		...(isShort(leaf) ? caSections(name) : []),
		"END_OF_FILE",
		`openssl req -new -key ${name}-key.pem -config ${name}.cnf${emptyName(leaf)} -out ${name}.csr`,
		...(isShort(leaf)
			? signForSeconds(leaf, name)
			: [
					`openssl x509 -req -in ${name}.csr -CA ca.pem -CAkey ca-key.pem -days ${days(leaf)} -extfile ${name}.cnf -extensions extensions -out ${name}.pem`,
				]),
	]
}

function isShort(leaf: CertificateDescription): boolean {
	return lifeMs(leaf) < shortMs
}

/** What `openssl ca` asks for, which alone of openssl 3's commands takes the moment of the end. */
function caSections(name: string): readonly string[] {
	return [
		"[ca]",
		"default_ca = short",
		"[short]",
		`database = ${name}.index`,
		"new_certs_dir = .",
		"default_md = default",
		"policy = any",
		"rand_serial = yes",
		"unique_subject = no",
		"[any]",
		...["C", "ST", "L", "street", "postalCode", "O", "OU", "CN", "serialNumber", "emailAddress"].map(
			(part) => `${part} = optional`,
		),
	]
}

/** The end is counted from now; GNU and BSD have different words for a moment in seconds. */
function signForSeconds(leaf: CertificateDescription, name: string): readonly string[] {
	const form = "+%Y%m%d%H%M%SZ"
	return [
		`: > ${name}.index`,
		`end=$(($(date -u +%s) + ${Math.round(lifeMs(leaf) / 1_000)}))`,
		`end=$(date -u -d "@$end" ${form} 2>/dev/null || date -u -r "$end" ${form})`,
		`openssl ca -batch -notext -preserveDN -config ${name}.cnf -extensions extensions -cert ca.pem -keyfile ca-key.pem -in ${name}.csr -enddate "$end" -out ${name}.pem`,
	]
}

/** The name constraints of a CA, in the section that they end. */
function limitLines(der: Uint8Array): readonly string[] {
	const limits = statedLimits(der)
	if (limits === undefined) return []
	const side = (word: string, { dns, email, uri, ip }: StatedLimits) => {
		const texts = { DNS: dns, email, URI: uri, IP: ip.map(({ address, mask }) => `${address}/${mask}`) }
		return Object.entries(texts).flatMap(([kind, values]) =>
			values.map((value, at) => `${word};${kind}.${at} = ${escapeValue(value)}`),
		)
	}
	const lines = [...side("permitted", limits.permitted), ...side("excluded", limits.excluded)]
	return lines.length === 0 ? [] : ["nameConstraints = critical, @limits", "[limits]", ...lines]
}

/** The subject part by part; a plus puts a value into the same part as the one before it (RFC 4514, section 2.2). */
function nameSection(der: Uint8Array): readonly string[] {
	const rdns = new x509.X509Certificate(Uint8Array.from(der)).subjectName.toJSON()
	const parts = rdns.flatMap((rdn) =>
		Object.entries(rdn)
			.flatMap(([type, values]) => values.map((value) => [type, value] as const))
			.map(([type, value], at) => {
				const text = typeof value === "string" ? value : (Object.values(value)[0] ?? "")
				return [at === 0 ? type : `+${type}`, String(text)] as const
			}),
	)
	return ["[name]", ...parts.map(([type, value], at) => `${at}.${type} = ${escapeValue(value)}`)]
}

/** The configuration cannot say that a name is empty. */
function emptyName({ subject }: CertificateDescription): string {
	return subject === "" ? " -subj /" : ""
}

/** A value in which every character that openssl's own syntax reads stands behind a backslash, on one line. */
function escapeValue(value: string): string {
	const text = value.replace(/\p{Cc}/gu, "").replace(/[\\"'$#;=]/g, "\\$&")
	return /^\s|\s$/.test(text) ? `"${text}"` : text
}

function days(certificate: CertificateDescription): number {
	return Math.max(1, Math.round(lifeMs(certificate) / dayMs))
}

function lifeMs({ notBefore, notAfter }: CertificateDescription): number {
	return Date.parse(notAfter) - Date.parse(notBefore)
}

function keyOptions({ keyType, keyBits }: CertificateDescription): string {
	if (keyType === "Ed25519" || keyType === "Ed448") return `-algorithm ${keyType.toUpperCase()}`
	if (keyType.startsWith("EC ")) return `-algorithm EC -pkeyopt ec_paramgen_curve:${keyType.slice(3)}`
	return `-algorithm ${keyType} -pkeyopt rsa_keygen_bits:${keyBits}`
}
