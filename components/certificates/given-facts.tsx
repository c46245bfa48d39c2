import { describeSvid } from "#pki/inspect/describe-contents"
import type { Inspection } from "#pki/inspect/inspection"
import type { JoinedKey, JoinedLint, JoinedRequest } from "#pki/inspect/joined"
import type { CertificateDescription, SubjectAltNames } from "#x509/description"
import { allLints } from "#x509/lint/all-lints"
import type { LintProse } from "#x509/lint/lint-rule"
import type {
	FileFacts,
	FoundCertificate,
	FoundLint,
	GivenFile,
	GivenInspection,
	KeyFacts,
	RequestFacts,
	RevocationFacts,
} from "./inspection.tsx"

/** What one file holds, in words. */
export function fileFacts({ id, name, isTrusted }: GivenFile, inspection: Inspection | undefined): FileFacts {
	if (inspection === undefined) return { id, name, isTrusted, problems: [] }
	const { kind, keys, problems } = inspection
	const ofKeys = keys.flatMap(({ problem }) => problem ?? [])
	const byText = new Map([...ofKeys, ...problems].map((problem) => [problem.text, problem]))
	return {
		id,
		name,
		isTrusted,
		problems: [...byText.values()],
		...(kind === "unreadable" && problems.length > 0 ? {} : { what: contentWords(inspection) }),
		...integrityWords(inspection),
	}
}

function contentWords({ format, kind, certificates, keys, requests, crls }: Inspection): string {
	const words = [
		counted(keys.filter((key) => key.kind === "private").length, "private key"),
		counted(certificates.length, "certificate"),
		counted(requests.length, "certificate request"),
		counted(crls, "revocation list"),
		counted(keys.filter((key) => key.kind === "public").length, "public key"),
	].filter((word) => word !== "")
	const content = words.length === 0 ? "nothing that is read here" : words.join(", ")
	return `${format ?? "unknown"}${kind === "keystore" ? " keystore" : ""}: ${content}`
}

function integrityWords({ integrity, openedWith }: Inspection): Pick<FileFacts, "integrity"> {
	if (integrity === undefined) return {}
	if (integrity === "absent") return { integrity: "It carries nothing to check it by." }
	if (integrity === "not-checked" || openedWith === undefined)
		return { integrity: "Whether it was changed is not checked without its password." }
	const by = { given: "the password is right", empty: "its password is empty", absent: "it has no password" }
	return { integrity: `It is as it was written: ${by[openedWith]}.` }
}

/** `2 certificates`, or nothing when there is none. */
export function counted(count: number, noun: string): string {
	if (count === 0) return ""
	return count === 1 ? `1 ${noun}` : `${count.toLocaleString("en")} ${noun}s`
}

/** What a key is, how it is locked, and whose it is. */
export function keyFacts({ input, key, alias, owners }: JoinedKey, files: readonly GivenFile[]): KeyFacts {
	const { kind, form, encryption, keyType, keyBits, spkiSha256, problem } = key
	const locked = encryption === undefined ? "not encrypted" : `encrypted with ${encryption.label}`
	return {
		file: files[input]?.name ?? "",
		kind,
		form: kind === "public" ? form : `${form}, ${locked}`,
		isLegacyEncryption: encryption?.isLegacy === true,
		...(alias === undefined ? {} : { alias }),
		...(keyType === undefined ? {} : { type: typeWords(keyType, keyBits) }),
		...(problem === undefined ? {} : { problem }),
		...(owners === undefined ? {} : { matches: owners }),
		...(spkiSha256 === undefined ? {} : { spkiSha256 }),
	}
}

/** The name of a curve says its size. */
function typeWords(keyType: string, keyBits: number | undefined): string {
	return keyType === "RSA" ? `RSA ${keyBits} bits` : keyType
}

/** Whom a request asks for, and whether who asks has the key. */
export function requestFacts(
	{ input, request, hasKey }: JoinedRequest,
	files: readonly GivenFile[],
): RequestFacts {
	const { subject, sans, keyType, keyBits, signature, asksFor, isCa } = request
	return {
		file: files[input]?.name ?? "",
		subject,
		names: nameWords(sans),
		keyType: typeWords(keyType, keyBits),
		signature,
		asksFor,
		isCa,
		...(hasKey === undefined ? {} : { hasKey }),
	}
}

function nameWords({ dns, ip, uri, email }: SubjectAltNames): readonly string[] {
	return [
		...dns.map((name) => `DNS ${name}`),
		...ip.map((name) => `IP ${name}`),
		...uri.map((name) => `URI ${name}`),
		...email.map((name) => `mail ${name}`),
	]
}

/** The revocation lists of one file. */
export function revocationFacts(
	{ revocationLists = [] }: Inspection,
	file: GivenFile | undefined,
): readonly RevocationFacts[] {
	return revocationLists.map((list) => ({ file: file?.name ?? "", ...list }))
}

const proseOf: ReadonlyMap<string, LintProse> = new Map(allLints.map((prose) => [prose.id, prose]))

/** A breach with what its rule says of it. */
export function lintFacts(
	{ input, lint, certificate }: JoinedLint,
	files: readonly GivenFile[],
	certificates: readonly FoundCertificate[],
): FoundLint {
	const prose = proseOf.get(lint.rule)
	const sources = prose?.citation.map(({ text, section }) =>
		section === undefined ? text : `${text}, ${section}`,
	)
	const title = certificates.find(({ sha256 }) => sha256 === certificate)?.title
	return {
		rule: lint.rule,
		severity: lint.severity,
		text: lint.text,
		about: title ?? files[input]?.name ?? "",
		fix: prose?.fix.text ?? "",
		citation: sources?.join("; ") ?? "",
		...(prose?.fix.command === undefined ? {} : { command: prose.fix.command }),
	}
}

/** A leaf with a SPIFFE ID held to the X.509-SVID standard, rule by rule; undefined when it carries none. */
export function svidFacts(leaf: CertificateDescription): GivenInspection["svid"] {
	const svid = describeSvid(leaf)
	if (svid === undefined) return undefined
	return {
		id: svid.spiffeId ?? leaf.sans.uri.find((uri) => /^spiffe:/i.test(uri)) ?? "",
		checks: svid.checklist,
	}
}
