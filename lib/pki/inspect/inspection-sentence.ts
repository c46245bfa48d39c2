import type { CertificateDescription } from "#x509/description"
import type { Inspection } from "./inspection.ts"

/** What an input is, in one sentence that a tired person understands. */
export function sentenceFor(facts: Omit<Inspection, "schema" | "sentence">): string {
	const { kind, format, certificates, keys, requests, entries = [], crls, problems } = facts
	const [leaf] = certificates.flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
	switch (kind) {
		case "certificate":
		case "svid":
			if (leaf === undefined) return `This is a certificate in ${format} that cannot be read.`
			return `${headOf(leaf, kind === "svid")}${besides(certificates.length - 1, keys.length)}.${broken(facts.checklist)}`
		case "bundle":
			return `These are ${certificates.length} certificates in ${format}${besides(0, keys.length)}.`
		case "keystore":
			return `This is a ${format} keystore of ${counted(entries.length, "entry", "entries")}: ${counted(certificates.length, "certificate")} and ${counted(keys.length, "private key")}.`
		case "csr":
			return `This is a certificate request for ${requests[0]?.subject || requests[0]?.sans.dns[0] || "an empty name"}.`
		case "key":
			return keySentence(keys)
		case "crl":
			return `${crls === 1 ? "This is a revocation list" : `These are ${crls} revocation lists`}.`
		case "unreadable":
			return problems[0]?.text ?? "Nothing in it could be read."
	}
}

function headOf(leaf: CertificateDescription, isSvid: boolean): string {
	const name = isSvid
		? leaf.sans.uri[0]
		: leaf.sans.dns[0] || leaf.sans.ip[0] || leaf.commonName || leaf.subject || "nobody"
	const kind = isSvid ? "an X.509-SVID" : leaf.isCa ? "the certificate of a CA" : "a certificate"
	return `This is ${kind} for ${leaf.isCa && !isSvid ? leaf.commonName || leaf.subject || "an empty name" : name}, issued by ${leaf.isSelfIssued ? "itself" : leaf.issuer || "an empty name"}`
}

function broken(checklist: Inspection["checklist"] = []): string {
	const failed = checklist.filter(({ verdict }) => verdict === "fail").length
	return failed === 0 ? "" : ` It breaks ${counted(failed, "rule")} of the X.509-SVID standard.`
}

function besides(issuers: number, keys: number): string {
	const parts = [
		...(issuers > 0 ? [counted(issuers, "more certificate")] : []),
		...(keys > 0 ? [counted(keys, "private key")] : []),
	]
	return parts.length === 0 ? "" : `, with ${parts.join(" and ")}`
}

function keySentence(keys: Inspection["keys"]): string {
	const [key] = keys
	if (key === undefined) return "There is no key in it."
	if (keys.length > 1) return `These are ${keys.length} keys.`
	const how = key.encryption === undefined ? "" : `, encrypted with ${key.encryption.label}`
	if (key.problem !== undefined) return `This is a ${key.kind} key (${key.form}${how}): ${key.problem.text}`
	return `This is a ${key.kind} key: ${key.keyType}, ${key.keyBits} bits, ${key.form}${how}.`
}

function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`
}
