import { pathOf } from "#spiffe/id"
import { svidChecklist } from "#spiffe/svid-checklist"
import { spiffeIdOf } from "#spiffe/svid-rules"
import { readCertificate } from "#x509/certificate"
import { readCrl } from "#x509/crl"
import { describeCertificate, fingerprint } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { FormatFailure } from "#x509/formats/format-failure"
import { type LintOptions, lintCertificates } from "#x509/lint/lint-certificates"
import type { Lint } from "#x509/lint/lint-rule"
import type { SeenKey } from "./inspect-key.ts"
import type { InspectedCertificate, InspectedCrl, InspectedKey, Inspection } from "./inspection.ts"
import { sentenceFor } from "./inspection-sentence.ts"
import type { Contents } from "./read-contents.ts"

/** Certificates beyond this are counted and not described. */
const certificatesMax = 500
/** Revocation lists beyond this are counted and not described. */
const crlsMax = 50

/** Says of what was taken out of an input what it is; `lints` is what is wrong with it. Never throws. */
export async function describeContents(contents: Contents, lints: readonly Lint[]): Promise<Inspection> {
	const { format, keystore, crls } = contents
	const certificates = await Promise.all(contents.certificates.slice(0, certificatesMax).map(describe))
	const [leaf] = certificates.flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
	const spiffe = leaf === undefined ? undefined : describeSvid(leaf)
	const facts = {
		kind: kindOf(contents, spiffe !== undefined),
		format,
		certificates,
		keys: matched(contents.keys, certificates),
		requests: contents.requests.map(({ request }) => request),
		...(keystore === undefined ? {} : { entries: keystore.entries, ...integrityOf(keystore.integrity) }),
		crls: crls.length,
		...(crls.length === 0 ? {} : { revocationLists: crls.slice(0, crlsMax).map(describeCrl) }),
		...spiffe,
		lints,
		problems: [...contents.problems, ...leftOut(contents.certificates.length)],
	} as const
	return { schema: "countersign.inspect/v1", sentence: sentenceFor(facts), ...facts }
}

/** The answer for an input of which nothing can be read. */
export function describeUnreadable(problem: FormatFailure): Inspection {
	return {
		schema: "countersign.inspect/v1",
		kind: "unreadable",
		sentence: problem.text,
		...{ certificates: [], keys: [], requests: [], crls: 0, lints: [] },
		problems: [problem],
	}
}

/** Every breach of a lint in what was taken out. A keystore's chains are judged each by itself. */
export function lintContents(
	{ keystore, certificates, keys, requests }: Contents,
	options: LintOptions,
): readonly Lint[] {
	const groups = keystore?.entries.map((entry) => entry.certificates) ?? [
		certificates.map((_, index) => index),
	]
	const ofChains = groups.flatMap((positions) => {
		const chain = positions.flatMap((position) => certificates[position] ?? [])
		return lintCertificates(chain, options).map((lint) => {
			const at = lint.certificate === undefined ? undefined : positions[lint.certificate]
			return { ...lint, ...(at === undefined ? {} : { certificate: at }) }
		})
	})
	return [...ofChains, ...requests.flatMap(({ lints }) => lints), ...keys.flatMap(({ lints }) => lints)]
}

function leftOut(count: number): readonly FormatFailure[] {
	if (count <= certificatesMax) return []
	const text = `It holds ${count} certificates; the first ${certificatesMax} of them are described.`
	return [{ kind: "too-large", text, hint: "Give the others by themselves." }]
}

function integrityOf(
	integrity: NonNullable<Contents["keystore"]>["integrity"],
): Pick<Inspection, "integrity" | "openedWith"> {
	return integrity.kind === "verified"
		? { integrity: "verified", openedWith: integrity.password }
		: { integrity: integrity.kind }
}

async function describe(der: Uint8Array): Promise<InspectedCertificate> {
	const observed = await describeCertificate(der)
	const parsed = readCertificate(der)
	if (observed.kind === "certificate" && parsed.ok)
		return { ...observed, spkiSha256: await fingerprint(parsed.value.publicKey.spki) }
	const problem = observed.kind === "unreadable" ? observed.problem : "cannot be read"
	return { kind: "unreadable", sha256: await fingerprint(der), problem }
}

function describeCrl(der: Uint8Array): InspectedCrl {
	const read = readCrl(der)
	if (!read.ok) return { issuer: "", entries: 0, problem: `${read.error.text}.` }
	const { issuer, thisUpdate, nextUpdate, entries } = read.value
	return {
		issuer: issuer.text,
		thisUpdate: new Date(thisUpdate).toISOString(),
		...(nextUpdate === undefined ? {} : { nextUpdate: new Date(nextUpdate).toISOString() }),
		entries: entries.length,
	}
}

/** The checklist of a leaf that carries a SPIFFE ID; undefined for every other certificate. */
export function describeSvid(
	leaf: CertificateDescription,
): { readonly checklist: ReturnType<typeof svidChecklist>; readonly spiffeId?: string } | undefined {
	if (!leaf.sans.uri.some((uri) => /^spiffe:/i.test(uri))) return undefined
	const id = spiffeIdOf(leaf)
	// The certificate of a trust domain's own authority; with a path it means to be a workload's (X509-SVID section 4.2).
	if (leaf.isCa && id !== undefined && pathOf(id) === "") return undefined
	return { checklist: svidChecklist(leaf), ...(id === undefined ? {} : { spiffeId: id }) }
}

function kindOf({ keystore, certificates, keys, requests, crls, format }: Contents, isSvid: boolean) {
	if (keystore !== undefined) return "keystore"
	if (format === "SPIFFE JWKS") return certificates.length > 0 ? "bundle" : "unreadable"
	if (isSvid) return "svid"
	if (certificates.length > 0) return certificates.length > 1 ? "bundle" : "certificate"
	if (requests.length > 0) return "csr"
	if (keys.length > 0) return "key"
	return crls.length > 0 ? "crl" : "unreadable"
}

/** Keys with the positions of the certificates that carry their public half. */
function matched(keys: readonly SeenKey[], certificates: readonly InspectedCertificate[]): InspectedKey[] {
	const positions = new Map<string, number[]>()
	for (const [index, each] of certificates.entries()) {
		if (each.kind !== "certificate") continue
		const known = positions.get(each.spkiSha256)
		if (known === undefined) positions.set(each.spkiSha256, [index])
		else known.push(index)
	}
	return keys.map(({ key }) => ({
		...key,
		matches: key.spkiSha256 === undefined ? [] : (positions.get(key.spkiSha256) ?? []),
	}))
}
