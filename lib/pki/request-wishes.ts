import type { ParsedRequest } from "#x509/formats/certificate-request"
import { type DistinguishedName, nameAttribute } from "#x509/name"
import { attributeTypeNames, extendedKeyUsageNames, extensionNames } from "#x509/oids"
import { verifySignature } from "#x509/path/verify-signature"
import { readName } from "./read-name.ts"
import { unfitKey } from "./unfit-key.ts"

/** Something that was asked for and is not granted. */
export interface LeftOut {
	readonly what: string
	/** A sentence. */
	readonly why: string
}

const oid = {
	basicConstraints: "2.5.29.19",
	keyUsage: "2.5.29.15",
	extendedKeyUsage: "2.5.29.37",
	subjectAltName: "2.5.29.17",
	commonName: "2.5.4.3",
	organization: "2.5.4.10",
	serverAuth: "1.3.6.1.5.5.7.3.1",
	clientAuth: "1.3.6.1.5.5.7.3.2",
} as const

/** Why the key of a request gets no certificate: whoever asks does not hold it, or it is of no use. */
export async function requestKeyProblem(request: ParsedRequest): Promise<string | undefined> {
	const { publicKey } = request
	const signature = await verifySignature(request, publicKey)
	if (signature.kind === "invalid")
		return "The signature of the request does not hold: it was changed, or whoever sent it does not have the key. Make it again with the key that it names."
	if (signature.kind === "unsupported")
		return `The signature of the request cannot be checked: ${signature.text}. Use an RSA, P-256, P-384 or Ed25519 key.`
	const problem = unfitKey(publicKey)
	return problem === undefined ? undefined : `${problem} Make the request again with a P-256 key.`
}

/** The names that a request asks for; a CN that reads as a host counts where there are no others. */
export function askedNames({ extensions, subject }: ParsedRequest): readonly string[] {
	const san = extensions.subjectAltName
	if (san !== undefined) return [...san.dns, ...san.ip, ...san.uri, ...san.email]
	const common = commonNameOf(subject)
	return common !== undefined && readName(common).ok && isHostLike(common) ? [common] : []
}

/** True for what looks like a host's name or address rather than a word. */
export function isHostLike(text: string): boolean {
	return /[.:]|^localhost$/.test(text)
}

/** The first common name. */
export function commonNameOf(subject: DistinguishedName): string | undefined {
	return nameAttribute(subject, oid.commonName)
}

/** The side of a connection that a request names; undefined when it names neither or both. */
export function askedSide({ extensions }: ParsedRequest): "server" | "client" | undefined {
	const usages = extensions.extendedKeyUsage ?? []
	const [server, client] = [usages.includes(oid.serverAuth), usages.includes(oid.clientAuth)]
	if (server === client) return undefined
	return server ? "server" : "client"
}

/** The extensions, usages and kinds of names that no request is granted, each with the reason. */
export function ungrantedWishes({ extensions, publicKey }: ParsedRequest): readonly LeftOut[] {
	const usages = extensions.keyUsage ?? []
	const ofCa: readonly string[] = ["keyCertSign", "cRLSign"]
	const granted = ["digitalSignature", ...(publicKey.keyType.startsWith("RSA") ? ["keyEncipherment"] : [])]
	const isCa = extensions.basicConstraints?.isCa === true || usages.some((usage) => ofCa.includes(usage))
	const known: readonly string[] = Object.values(oid)
	const otherNames =
		(extensions.subjectAltName?.directory.length ?? 0) + (extensions.subjectAltName?.others ?? 0)
	return [
		...leaving(
			isCa ? ["CA rights"] : [],
			"A request never makes a CA here. Make an intermediate CA yourself where one is wanted.",
		),
		...leaving(
			usages
				.filter((usage) => !granted.includes(usage) && !ofCa.includes(usage))
				.map((usage) => `key usage ${usage}`),
			`TLS needs ${granted.join(" and ")} of such a key and nothing else.`,
		),
		...leaving(
			(extensions.extendedKeyUsage ?? [])
				.filter((usage) => usage !== oid.serverAuth && usage !== oid.clientAuth)
				.map((usage) => `extended key usage ${extendedKeyUsageNames[usage] ?? usage}`),
			"Only server and client authentication are granted.",
		),
		...leaving(
			extensions.list
				.filter((each) => !known.includes(each.oid))
				.map((each) => extensionNames[each.oid] ?? each.oid),
			"The issuer decides about this extension.",
		),
		...leaving(
			otherNames > 0 ? ["names of other kinds"] : [],
			"Only DNS names, IP addresses, URIs and mail addresses are granted.",
		),
	]
}

/**
 * The parts of the subject that are not granted: all but the first CN, because programs take rights from them
 * (Kubernetes reads the organization as a group). The organization is none of them where the signer grants the same.
 */
export function ungrantedSubject(
	{ subject }: ParsedRequest,
	organization: string | undefined,
): readonly LeftOut[] {
	const parts = subject.rdns.flat()
	const common = parts.find((part) => part.oid === oid.commonName)
	return leaving(
		parts
			.filter((part) => part !== common)
			.filter((part) => !(part.oid === oid.organization && part.value === organization))
			.map(({ oid: type, value }) => `${attributeTypeNames[type] ?? type}=${value}`),
		"The signer decides about the subject beyond its common name: some programs take rights from it.",
	)
}

function leaving(what: readonly string[], why: string): readonly LeftOut[] {
	return what.map((each) => ({ what: each, why }))
}
